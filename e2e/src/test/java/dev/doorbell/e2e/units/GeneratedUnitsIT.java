package dev.doorbell.e2e.units;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Ran;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.EchoService;
import dev.doorbell.e2e.fixture.systemd.EchoUnits;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.needs.Needs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Round trips: a spec becomes a unit, and echo-daemon adopts its listener for the same spec. */
@Needs({"ip", "python3", "private systemd"})
@Timeout(180)
@Tag("once")
class GeneratedUnitsIT {
    private static final List<String> SPECS = List.of(
            "tcp=tcp://127.0.0.1:9301?backlog=7&reuseport=true",
            "tcp6=tcp6://[::1]:9301",
            "any=tcp://*:9302",
            "v4=tcp4://*:9303",
            "v6=tcp6://*:9303",
            "udp=udp://127.0.0.1:9301?reuseport=true",
            "udp6=udp6://[::1]:9301",
            "udpany=udp://*:9302",
            "stream=unix:///run/made/a%20b%25.stream?mode=0660&backlog=3",
            "packets=unixpacket:///run/made/packets?mode=0600",
            "grams=unixgram:///run/made/grams?mode=0622",
            "at=unix:@made",
            "atpackets=unixpacket:@made?backlog=5",
            "atgrams=unixgram:@made.grams",
            "fifo=fifo:///run/made/fifo?mode=0640",
            "netlink=netlink:route/1",
            "queue=mqueue:///made?mode=0600");

    @Booted
    private static PrivateSystemd systemd;

    @TempDir
    private Path folder;

    @BeforeAll
    static void prepare() throws Exception {
        EchoUnits.putJar(systemd);
    }

    @Test
    void every_kind_comes_back_as_it_was_declared() throws Exception {
        Generated.listening(systemd, Generated.units(folder, "made", arguments(SPECS, SPECS)));
        assertThat(systemd.show("made.service", "ActiveState")).isEqualTo("inactive");
        systemd.client("tcp", "127.0.0.1", "9301");
        systemd.client("stream", "/run/made/a b%.stream");
        assertThat(described("made.service"))
                .containsExactlyInAnyOrder(
                        "tcp TCP 127.0.0.1:9301",
                        "tcp6 TCP [::1]:9301",
                        "any TCP [::]:9302",
                        "v4 TCP 0.0.0.0:9303",
                        "v6 TCP [::]:9303",
                        "udp UDP 127.0.0.1:9301",
                        "udp6 UDP [::1]:9301",
                        "udpany UDP [::]:9302",
                        "stream UNIX_STREAM /run/made/a b%.stream",
                        "packets UNIX_SEQPACKET /run/made/packets",
                        "grams UNIX_DATAGRAM /run/made/grams",
                        "at UNIX_STREAM @made",
                        "atpackets UNIX_SEQPACKET @made",
                        "atgrams UNIX_DATAGRAM @made.grams",
                        "fifo FIFO /run/made/fifo",
                        "netlink NETLINK null",
                        "queue MESSAGE_QUEUE /made");
        systemd.client("tcp", "127.0.0.1", "9302");
        systemd.client("tcp", "::1", "9302");
        systemd.client("udp", "127.0.0.1", "9302");
        systemd.client("udp", "::1", "9302");
        assertOptions();
        systemd.systemctl("stop", "made.service");
        assertThat(systemd.show("made.service", "Result")).isEqualTo("success");
    }

    /** Checks the options of the specs in the kernel, and in systemd if the kernel does not show them. */
    private static void assertOptions() throws Exception {
        List<String> files = List.of(
                "/run/made/a b%.stream", "/run/made/packets", "/run/made/grams", "/run/made/fifo", "/dev/mqueue/made");
        List<String> stat = new ArrayList<>(List.of("stat", "-c", "%a"));
        stat.addAll(files);
        assertThat(systemd.run(stat)).containsExactly("660", "600", "622", "640", "600");
        // Send-Q of a listening socket is the backlog
        assertThat(systemd.run(List.of("ss", "-Hltn", "src 127.0.0.1:9301")))
                .singleElement()
                .asString()
                .matches("LISTEN +0 +7 .*");
        assertThat(systemd.run(List.of("ss", "-Hlx")))
                .anyMatch(line -> line.matches("u_str +LISTEN +0 +3 +/run/made/a b%\\.stream .*"))
                .anyMatch(line -> line.matches("u_seq +LISTEN +0 +5 +@made .*"));
        for (String shared : List.of("made-tcp.socket", "made-udp.socket")) {
            assertThat(systemd.show(shared, "ReusePort")).isEqualTo("yes");
        }
        assertThat(systemd.show("made-udp6.socket", "ReusePort")).isEqualTo("no");
    }

    @Test
    void a_special_file_comes_back_as_it_was_declared_to_write_to_where_it_is_a_device() throws Exception {
        List<String> specs = List.of("kernel=special:///proc/sys/kernel/ostype", "device=special:///dev/pts/ptmx");
        Generated.listening(systemd, Generated.units(folder, "special", arguments(specs, specs)));
        assertThat(described("special.service"))
                .containsExactlyInAnyOrder("kernel SPECIAL /proc/sys/kernel/ostype", "device SPECIAL /dev/pts/ptmx");
        assertThat(systemd.show("special-device.socket", "Writable")).isEqualTo("yes");
        assertThat(systemd.show("special-kernel.socket", "Writable")).isEqualTo("no");
        systemd.systemctl("stop", "special.service");
    }

    @Test
    void a_program_that_was_told_nothing_of_idleness_ends_after_the_units_time_and_starts_for_the_next_client()
            throws Exception {
        List<String> words = new ArrayList<>(List.of("--idle-exit", "500ms"));
        words.addAll(Arrays.asList(arguments(List.of("idle=tcp://127.0.0.1:9304"), List.of("idle"))));
        Generated.listening(systemd, Generated.units(folder, "idle", words.toArray(new String[0])));
        for (int start = 1; start <= 2; start++) {
            systemd.client("tcp", "127.0.0.1", "9304");
            systemd.awaitState("idle.service", "ActiveState", "inactive");
            assertThat(systemd.show("idle.service", "Result")).isEqualTo("success");
            assertThat(systemd.journal("idle.service"))
                    .filteredOn("ready"::equals)
                    .hasSize(start);
        }
        assertThat(systemd.show("idle.socket", "ActiveState")).isEqualTo("active");
    }

    @Test
    void a_service_that_tells_when_it_is_ready_becomes_active_by_that() throws Exception {
        List<String> words = new ArrayList<>(List.of("--notify"));
        words.addAll(Arrays.asList(arguments(List.of("told=tcp://127.0.0.1:9305"), List.of("--notify", "told"))));
        Generated.listening(systemd, Generated.units(folder, "told", words.toArray(new String[0])));
        systemd.client("tcp", "127.0.0.1", "9305");
        systemd.awaitState("told.service", "ActiveState", "active");
        assertThat(systemd.show("told.service", "Type")).isEqualTo("notify");
        assertThat(systemd.show("told.service", "StatusText")).startsWith("Serving ");
        systemd.systemctl("stop", "told.service");
        assertThat(systemd.show("told.service", "Result")).isEqualTo("success");
    }

    @Test
    void a_client_of_inetd_style_reads_nothing_that_the_jvm_prints() throws Exception {
        List<String> words = new ArrayList<>(List.of("--accept", "--inetd"));
        words.addAll(Arrays.asList(arguments(List.of("inetd=tcp://127.0.0.1:9306"), List.of("--inetd"))));
        List<Path> units = Generated.units(folder, "inetd", words.toArray(new String[0]));
        systemd.install("inetd@.service.d/tools.conf", "[Service]\nEnvironment=JAVA_TOOL_OPTIONS=-Dpicked.up=yes\n");
        Generated.listening(systemd, units);
        systemd.client("tcp", "127.0.0.1", "9306");
        systemd.awaitState("inetd.socket", "NConnections", "0");
        systemd.awaitJournal("inetd@*.service", "Picked up JAVA_TOOL_OPTIONS: -Dpicked.up=yes");
        assertThat(systemd.systemctl("list-units", "--failed", "--no-legend", "inetd@*"))
                .isEmpty();
    }

    @Test
    void without_the_two_lines_for_the_standard_streams_it_does() throws Exception {
        List<String> words = new ArrayList<>(List.of("--accept", "--inetd"));
        words.addAll(Arrays.asList(arguments(List.of("spoilt=tcp://127.0.0.1:9310"), List.of("--inetd"))));
        List<Path> units = Generated.units(folder, "spoilt", words.toArray(new String[0]));
        systemd.install(
                "spoilt@.service.d/tools.conf",
                "[Service]\nEnvironment=JAVA_TOOL_OPTIONS=-Dpicked.up=yes\nStandardOutput=inherit\nStandardError=inherit\n");
        Generated.listening(systemd, units);
        Ran client = systemd.runAnyway(Clients.command("tcp", "127.0.0.1", "9310"));
        assertThat(client.status()).isNotZero();
        assertThat(client.toString()).contains("Picked up");
    }

    @Test
    void each_connection_has_a_process_of_its_own() throws Exception {
        List<String> words = new ArrayList<>(List.of("--accept"));
        words.addAll(Arrays.asList(arguments(List.of("each=tcp://127.0.0.1:9307"), List.of("--inetd"))));
        Generated.listening(systemd, Generated.units(folder, "each", words.toArray(new String[0])));
        systemd.client("tcp", "127.0.0.1", "9307");
        systemd.client("tcp", "127.0.0.1", "9307");
        systemd.awaitState("each.socket", "NConnections", "0");
        assertThat(systemd.show("each.socket", "NAccepted")).isEqualTo("2");
        assertThat(systemd.journal("each@*.service"))
                .filteredOn(line -> line.startsWith("{\"name\":\"connection\",\"kind\":\"CONNECTION\""))
                .hasSize(2);
    }

    @Test
    void what_shares_a_port_by_its_options_starts() throws Exception {
        List<String> specs = List.of(
                "any=tcp://*:9308?reuseport=true",
                "one=tcp://127.0.0.1:9308?reuseport=true",
                "udp=udp://*:9308",
                "udpone=udp://127.0.0.1:9308",
                "six=tcp6://*:9309",
                "four=tcp://127.0.0.1:9309");
        List<Path> units = Generated.units(folder, "shares", arguments(specs, specs));
        Generated.listening(systemd, units);
        for (Path unit : units.subList(0, specs.size())) {
            assertThat(systemd.show(unit.getFileName().toString(), "ActiveState"))
                    .isEqualTo("active");
        }
    }

    @Test
    void the_words_of_a_command_arrive_as_they_were_written() throws Exception {
        List<String> wanted = List.of(
                "one",
                "$HOME",
                "${HOME}",
                "$$",
                "%h",
                "100%",
                ";",
                "",
                " a  b ",
                "it's",
                "\"",
                "\\",
                "\\n",
                "a\nb\tc",
                "#",
                "@/etc/hostname",
                "-x",
                "\u0001\u007f",
                "z\u00fcrich\u00a0\u6771\u4eac",
                "{a,b} * ~ | >x &");
        List<String> command = new ArrayList<>(List.of("words=unix:@words", "--", "/bin/sh", "-c"));
        // one process for each line: the journal begins a new line for another process
        command.add("for word; do echo \"$(printf %s \"$word\" | od -An -v -tx1 | tr -d ' \\n').\"; done; echo all");
        command.add("sh");
        command.addAll(wanted);
        Generated.listening(systemd, Generated.units(folder, "words", command.toArray(new String[0])));
        systemd.systemctl("start", "words.service");
        systemd.awaitPrinted("words.service", "all");
        assertThat(systemd.journal("words.service").stream()
                        .filter(line -> line.matches("([0-9a-f]{2})*\\."))
                        .map(line -> new String(HexFormat.of().parseHex(line, 0, line.length() - 1), UTF_8)))
                .containsExactlyElementsOf(wanted);
    }

    /** Returns the arguments: specs, and echo-daemon with its own arguments. */
    private static String[] arguments(List<String> specs, List<String> daemon) {
        List<String> arguments = new ArrayList<>(specs);
        arguments.addAll(List.of("--", "/usr/bin/java", "-jar", EchoUnits.JAR));
        arguments.addAll(daemon);
        return arguments.toArray(new String[0]);
    }

    /** Returns name, kind and address of each listener. systemd passes those of several units in any order. */
    private static List<String> described(String unit) throws Exception {
        return EchoService.described(systemd, unit).stream()
                .map(line -> line.replaceFirst(" [0-9]+ ", " "))
                .toList();
    }
}
