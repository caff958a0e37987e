package dev.doorbell.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** There and back: a spec becomes a unit, and its activation is what echo-daemon says of the same spec. */
@Needs({"python3", "private systemd"})
@Timeout(180)
class GeneratedUnitsIT {
    private static final String JAR = "/opt/echo/echo-daemon.jar";
    private static final List<String> SPECS = List.of(
            "tcp=tcp://127.0.0.1:9301?backlog=7&reuseport=true",
            "tcp6=tcp6://[::1]:9301",
            "any=tcp://*:9302",
            "v4=tcp4://*:9303",
            "v6=tcp6://*:9303",
            "udp=udp://127.0.0.1:9301",
            "stream=unix:///run/made/a%20b%25.stream?mode=0660&backlog=3",
            "packets=unixpacket:///run/made/packets?mode=0600",
            "grams=unixgram:///run/made/grams",
            "at=unix:@made",
            "fifo=fifo:///run/made/fifo?mode=0640",
            "netlink=netlink:route/1",
            "queue=mqueue:///made?mode=0600");

    private static PrivateSystemd systemd;

    @TempDir
    private Path folder;

    @BeforeAll
    static void boot() throws Exception {
        systemd = PrivateSystemd.boot();
        systemd.put(Path.of(Paths.ECHO_DAEMON), JAR);
    }

    @AfterAll
    static void end() throws Exception {
        if (systemd != null) {
            systemd.close();
        }
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
                        "stream UNIX_STREAM /run/made/a b%.stream",
                        "packets UNIX_SEQPACKET /run/made/packets",
                        "grams UNIX_DATAGRAM /run/made/grams",
                        "at UNIX_STREAM @made",
                        "fifo FIFO /run/made/fifo",
                        "netlink NETLINK null",
                        "queue MESSAGE_QUEUE /made");
        assertThat(systemd.run(
                        List.of("stat", "-c", "%a", "/run/made/a b%.stream", "/run/made/packets", "/run/made/fifo")))
                .containsExactly("660", "600", "640");
        systemd.client("tcp", "127.0.0.1", "9302");
        systemd.client("tcp", "::1", "9302");
        systemd.client("udp", "127.0.0.1", "9301");
        systemd.systemctl("stop", "made.service");
        assertThat(systemd.show("made.service", "Result")).isEqualTo("success");
    }

    @Test
    void a_special_file_comes_back_as_it_was_declared() throws Exception {
        List<String> specs = List.of("special=special:///proc/sys/kernel/ostype");
        Generated.listening(systemd, Generated.units(folder, "special", arguments(specs, specs)));
        assertThat(described("special.service")).containsExactly("special SPECIAL /proc/sys/kernel/ostype");
        systemd.systemctl("stop", "special.service");
    }

    @Test
    void a_service_that_tells_and_idles_out_ends_well() throws Exception {
        List<String> words = new ArrayList<>(List.of("--notify", "--idle-exit", "3s"));
        words.addAll(Arrays.asList(
                arguments(List.of("idle=tcp://127.0.0.1:9304"), List.of("--notify", "--idle-exit", "3", "idle"))));
        Generated.listening(systemd, Generated.units(folder, "idle", words.toArray(new String[0])));
        systemd.client("tcp", "127.0.0.1", "9304");
        systemd.awaitState("idle.service", "ActiveState", "inactive");
        assertThat(systemd.show("idle.service", "Result")).isEqualTo("success");
        systemd.client("tcp", "127.0.0.1", "9304");
        systemd.systemctl("stop", "idle.service");
    }

    @Test
    void the_words_of_a_command_arrive_as_they_were_written() throws Exception {
        List<String> wanted = List.of(
                "one", "$HOME", "${HOME}", "$$", "%h", "100%", ";", "", " a  b ", "it's", "\"", "\\", "\\n", "a\nb\tc",
                "#");
        List<String> command = new ArrayList<>(List.of("words=unix:@words", "--", "/bin/sh", "-c"));
        // one process for each line: the journal begins a new one where another process goes on
        command.add("for word; do echo \"$(printf %s \"$word\" | od -An -v -tx1 | tr -d ' \\n').\"; done; echo all");
        command.add("sh");
        command.addAll(wanted);
        Generated.listening(systemd, Generated.units(folder, "words", command.toArray(new String[0])));
        systemd.systemctl("start", "words.service");
        systemd.awaitPrinted("words.service", "all");
        assertThat(systemd.journal("words.service").stream()
                        .filter(line -> line.matches("([0-9a-f]{2})*\\."))
                        .map(line -> new String(HexFormat.of().parseHex(line, 0, line.length() - 1), US_ASCII)))
                .containsExactlyElementsOf(wanted);
    }

    /** Specs, and echo-daemon with these arguments. */
    private static String[] arguments(List<String> specs, List<String> daemon) {
        List<String> arguments = new ArrayList<>(specs);
        arguments.addAll(List.of("--", "/usr/bin/java", "-jar", JAR));
        arguments.addAll(daemon);
        return arguments.toArray(new String[0]);
    }

    /** Name, kind and address of each listener. systemd passes those of several units in any order. */
    private static List<String> described(String unit) throws Exception {
        return EchoService.described(systemd, unit).stream()
                .map(line -> line.replaceFirst(" [0-9]+ ", " "))
                .toList();
    }
}
