package dev.doorbell.e2e.launchd;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.OwnNetwork;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Ran;
import dev.doorbell.needs.Needs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Round trips through launchd's stand-in: a spec becomes a property list, and the job has the listeners that the spec
 * declares.
 */
@Needs({"cc", "ip", "own network", "python3"})
@Timeout(180)
@Tag("once")
class GeneratedPlistIT {
    private static final String STAND_IN = Paths.script("launchd_stand_in.py");

    @TempDir
    private Path folder;

    @Test
    void every_kind_that_launchd_has_comes_back_as_it_was_declared() throws Exception {
        String stream = "unix://" + folder + "/a%20b%25%26%3C.stream?mode=0660";
        List<String> specs = List.of(
                "tcp=tcp://127.0.0.1:9301",
                "tcp6=tcp6://[::1]:9301",
                "any=tcp://*:9302",
                "six=tcp://[::]:9303",
                "v4=tcp4://*:9304",
                "v6=tcp6://*:9304",
                "host=tcp://localhost:9305",
                "udp=udp://127.0.0.1:9301",
                "udpany=udp://*:9302",
                "udp6=udp6://localhost:9303",
                "stream=" + stream,
                "grams=unixgram://" + folder + "/grams?mode=0622");
        try (LaunchdJob job = load(plist(List.of("--name", "made"), specs))) {
            assertThat(job.launchd().out()).noneMatch(line -> line.startsWith("started "));
            client(job, "tcp", "127.0.0.1", "9301");
            assertThat(described(job))
                    .containsExactlyInAnyOrder(
                            "tcp TCP 127.0.0.1:9301",
                            "tcp6 TCP [::1]:9301",
                            "any TCP [::]:9302",
                            "six TCP [::]:9303",
                            "v4 TCP 0.0.0.0:9304",
                            "v6 TCP [::]:9304",
                            "host TCP [::1]:9305",
                            "host TCP 127.0.0.1:9305",
                            "udp UDP 127.0.0.1:9301",
                            "udpany UDP [::]:9302",
                            "udp6 UDP [::1]:9303",
                            "stream UNIX_STREAM " + folder + "/a b%&<.stream",
                            "grams UNIX_DATAGRAM " + folder + "/grams");
            assertThat(Ran.run(List.of("stat", "-c", "%a", folder + "/a b%&<.stream", folder + "/grams"))
                            .out())
                    .containsExactly("660", "622");
            for (String port : List.of("9302", "9303", "9304", "9305")) {
                client(job, "tcp", "127.0.0.1", port);
                client(job, "tcp", "::1", port);
            }
            client(job, "udp", "127.0.0.1", "9302");
            client(job, "udp", "::1", "9302");
            client(job, "stream", folder + "/a b%&<.stream");
            client(job, "unixgram", folder + "/grams", folder.toString());
            assertThat(job.unload()).isZero();
        }
    }

    @Test
    void a_program_that_was_told_nothing_of_idleness_ends_after_the_time_and_starts_for_the_next_client()
            throws Exception {
        List<String> options = List.of("--name", "idle", "--label", "dev.example.idle", "--idle-exit", "500ms");
        Path plist = plist(options, List.of("idle=tcp://127.0.0.1:9301"));
        assertThat(plist).hasFileName("dev.example.idle.plist");
        try (LaunchdJob job = load(plist, "--throttle", "1")) {
            for (int start = 1; start <= 2; start++) {
                client(job, "tcp", "127.0.0.1", "9301");
                int ends = start;
                Eventually.becomesTrue("it has ended " + ends + " times", () -> ended(job) == ends);
            }
            assertThat(job.launchd().out())
                    .filteredOn(line -> line.startsWith("ended "))
                    .allMatch(line -> line.endsWith(" 0"));
        }
    }

    private static long ended(LaunchdJob job) {
        return job.launchd().out().stream()
                .filter(line -> line.startsWith("ended "))
                .count();
    }

    /**
     * Writes the property list of an echo-daemon with these specs, and with the options of a JVM that uses the stand-in
     * for launchd.
     */
    private Path plist(List<String> options, List<String> specs) throws Exception {
        List<String> command = new ArrayList<>(List.of(Paths.JAVA, "-jar", Paths.DOORBELL_COMMAND, "units"));
        command.addAll(List.of("--target", "launchd", "--output", folder.toString()));
        command.addAll(options);
        command.addAll(specs);
        command.addAll(List.of("--", Paths.JAVA, "-Ddoorbell.provider=launchd", "-Djna.library.path=" + Paths.NATIVE));
        command.addAll(List.of("-Djava.io.tmpdir=/tmp", "-Ddoorbell.idle.minimum-uptime=0.1"));
        command.addAll(List.of("-jar", Paths.ECHO_DAEMON));
        command.addAll(specs);
        Ran ran = Ran.run(command);
        assertThat(ran.status()).as(ran.toString()).isZero();
        return Path.of(ran.out().get(0));
    }

    /** Loads the job in a network of its own, so that every port is free. */
    private static LaunchdJob load(Path plist, String... options) throws Exception {
        List<String> command = new ArrayList<>(OwnNetwork.UNSHARE);
        command.addAll(List.of("sh", "-c", "ip link set lo up && exec \"$@\"", "sh", "python3", STAND_IN));
        command.addAll(List.of(options));
        command.add(plist.toString());
        LaunchdJob job = new LaunchdJob(Program.start(command));
        job.launchd().outLine("loaded");
        return job;
    }

    private static void client(LaunchdJob job, String... words) throws Exception {
        String[] command = Clients.command(
                        words[0], List.of(words).subList(1, words.length).toArray(new String[0]))
                .toArray(new String[0]);
        Ran ran = Ran.run(OwnNetwork.enter(job.launchd().pid(), command));
        assertThat(ran.status()).as("%s: %s", List.of(words), ran).isZero();
    }

    private static List<String> described(LaunchdJob job) throws Exception {
        List<String> described = new ArrayList<>();
        for (JsonObject listener : job.listeners()) {
            assertThat(listener.getString("provider")).isEqualTo("launchd");
            described.add(listener.getString("name") + " " + listener.getString("kind") + " "
                    + listener.getString("address"));
        }
        return described;
    }
}
