package dev.doorbell.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Ran;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Upgrades under {@code doorbell run --upgrade}, with clients that connect all the time. The number of upgrades is
 * {@code -Ddoorbell.upgrades}, and that of successors which fail, of each sort, {@code -Ddoorbell.upgrades.failing}.
 */
@Needs({"cc", "python3"})
@Timeout(3600)
@Tag("once")
class UpgradeIT {
    private static final int CLIENTS = 50;
    private static final int UPGRADES = Integer.getInteger("doorbell.upgrades", 3);
    private static final int FAILING = Integer.getInteger("doorbell.upgrades.failing", 1);
    private static final String LOAD = Paths.script("load.py");
    private static final List<String> SHORT = List.of("--settle=100ms", "--ready-timeout=60");

    @TempDir
    private Path directory;

    /** The language of a program, which finds in a file how it behaves. */
    enum Language {
        PYTHON,
        C,
        JAVA;

        List<String> command(Path behaviour) {
            return switch (this) {
                case PYTHON -> List.of("python3", Paths.script("generation.py"), behaviour.toString());
                case C -> List.of(Paths.NATIVE.resolve("generation").toString(), behaviour.toString());
                case JAVA -> EchoDaemon.command("--notify", "--drain", "20", "x");
            };
        }
    }

    /** How a successor fails. */
    enum Failure {
        CRASH("has ended with exit status 3 before it was ready; its last status: \"broken\""),
        EXIT("has ended with exit status 0 before it was ready"),
        LIE("has ended with exit status 4 within 5 s after it was ready"),
        TAKE("has ended with exit status 5 before it was ready"),
        HANG("was not ready within 1 s");

        final String message;

        Failure(String message) {
            this.message = message;
        }

        /** The next generation is to fail like this. */
        void of(Path behaviour) throws IOException {
            Files.writeString(behaviour, name().toLowerCase(Locale.ROOT));
        }

        List<String> options() {
            return List.of("--settle=5", "--ready-timeout=" + (this == HANG ? 1 : 60), "--stop-timeout=100ms");
        }
    }

    private Path behaviour;

    @BeforeEach
    void prepare() throws Exception {
        behaviour = Files.writeString(directory.resolve("behaviour"), "serve");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void an_upgrade_loses_no_request(Language language) throws Exception {
        try (Upgraded upgraded = Upgraded.start(SHORT, language.command(behaviour))) {
            // the first one loads classes and opens their jar
            upgraded.upgrade();
            upgraded.awaitOne();
            long before = upgraded.descriptors();
            try (Program load = load(upgraded)) {
                for (int time = 0; time < UPGRADES; time++) {
                    assertThat(upgraded.upgrade()).contains(" serves");
                }
                assertLost(UPGRADES + " upgrades in " + language, load, 0);
            }
            upgraded.awaitOne();
            assertThat(upgraded.descriptors()).isEqualTo(before);
            assertThat(upgraded.run().terminate()).isZero();
        }
    }

    private static Stream<Arguments> failures() {
        return Stream.of(Language.PYTHON, Language.C)
                .flatMap(language -> Stream.of(
                        arguments(language, EnumSet.complementOf(EnumSet.of(Failure.HANG))),
                        arguments(language, EnumSet.of(Failure.HANG))));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_successor_that_fails_is_told_and_the_old_one_serves_on(Language language, EnumSet<Failure> failures)
            throws Exception {
        List<String> options = failures.iterator().next().options();
        try (Upgraded upgraded = Upgraded.start(options, language.command(behaviour))) {
            long serving = upgraded.awaitOne();
            failures.iterator().next().of(behaviour);
            // the first upgrade loads classes and opens their jar
            upgraded.upgrade();
            upgraded.awaitOne();
            long before = upgraded.descriptors();
            for (Failure failure : failures) {
                failure.of(behaviour);
                try (Program load = load(upgraded)) {
                    for (int time = 0; time < FAILING; time++) {
                        assertThat(upgraded.upgrade())
                                .contains("upgrade failed: process ", failure.message)
                                .endsWith("; process " + serving + " serves on");
                        assertThat(upgraded.awaitOne()).isEqualTo(serving);
                    }
                    // a connection that a successor has accepted ends with it
                    int taken = failure == Failure.TAKE ? FAILING : 0;
                    assertLost(FAILING + " of " + failure + " in " + language, load, taken);
                }
                assertThat(upgraded.descriptors()).as("after %s", failure).isEqualTo(before);
            }
            assertThat(upgraded.run().terminate()).isZero();
        }
    }

    @Test
    void after_a_broken_jar_the_next_one_takes_over() throws Exception {
        Path jar = Files.copy(Path.of(Paths.ECHO_DAEMON), directory.resolve("echo.jar"));
        List<String> command = List.of(Paths.JAVA, "-jar", jar.toString(), "--notify", "--drain", "20", "x");
        try (Upgraded upgraded = Upgraded.start(SHORT, command)) {
            long serving = upgraded.awaitOne();
            replace(jar, file -> Files.writeString(file, "broken"));
            assertThat(upgraded.upgrade()).contains("upgrade failed", "exit status 1 before it was ready");
            try (ClientThatWaits client = upgraded.client()) {
                assertThat(client.isAnswered()).isTrue();
            }
            replace(jar, file -> Files.copy(Path.of(Paths.ECHO_DAEMON), file));
            assertThat(upgraded.upgrade()).endsWith("process " + serving + " stops");
        }
    }

    private interface Writing {
        void write(Path file) throws IOException;
    }

    /** Replaces a file, and not its contents, which a running JVM still reads. */
    private static void replace(Path file, Writing writing) throws IOException {
        Path next = file.resolveSibling("next");
        writing.write(next);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void a_connection_of_the_old_generation_is_served_to_its_end() throws Exception {
        try (Upgraded upgraded = Upgraded.start(SHORT, Language.PYTHON.command(behaviour));
                ClientThatWaits client = upgraded.client()) {
            assertThat(client.isAnswered()).isTrue();
            assertThat(upgraded.upgrade()).contains(" stops");
            client.socket().getOutputStream().write('?');
            assertThat(client.isAnswered()).isTrue();
            assertThat(upgraded.children()).hasSize(2);
            client.socket().close();
            upgraded.awaitOne();
        }
    }

    @Test
    void the_end_of_the_run_waits_for_a_client_of_the_old_generation() throws Exception {
        try (Upgraded upgraded = Upgraded.start(SHORT, EchoDaemon.command("--notify", "--drain", "20", "x"));
                ClientThatWaits client = upgraded.client()) {
            assertThat(client.isAnswered()).isTrue();
            assertThat(upgraded.upgrade()).contains(" stops");
            long serving = Long.parseLong(upgraded.outcomes().get(0).replaceAll(".*process (\\d+) serves.*", "$1"));
            Ran.signal("TERM", upgraded.run().pid());
            upgraded.run().errLine("process " + serving + " has ended");
            client.socket().getOutputStream().write('?');
            assertThat(client.isAnswered()).isTrue();
            client.socket().close();
            assertThat(upgraded.run().exitCode()).isZero();
        }
    }

    @Test
    void a_signal_during_an_upgrade_ends_both_generations() throws Exception {
        try (Upgraded upgraded = Upgraded.start(List.of("--stop-timeout=200ms"), Language.PYTHON.command(behaviour))) {
            Files.writeString(behaviour, "hang");
            upgraded.hangUp();
            upgraded.run().errLine("hanging");
            List<Long> children = upgraded.children();
            assertThat(children).hasSize(2);
            assertThat(upgraded.run().terminate()).isZero();
            assertThat(children).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
            assertThat(upgraded.outcomes()).singleElement().asString().contains("the program is being stopped");
        }
    }

    @Test
    void a_stop_in_the_settle_time_cuts_no_client() throws Exception {
        List<ClientThatWaits> clients = new ArrayList<>();
        try (Upgraded upgraded =
                Upgraded.start(List.of("--settle=60"), EchoDaemon.command("--notify", "--drain", "20", "x"))) {
            upgraded.hangUp();
            Eventually.becomesTrue(
                    "two generations serve",
                    () -> upgraded.run().out().stream().filter("ready"::equals).count() == 2);
            // both generations accept
            for (int count = 0; count < 16; count++) {
                clients.add(upgraded.client());
            }
            assertAnswered(clients);
            Ran.run(List.of("kill", "-TERM", String.valueOf(upgraded.run().pid())));
            for (int time = 0; time < 50; time++) {
                for (ClientThatWaits client : clients) {
                    client.socket().getOutputStream().write('?');
                }
                assertAnswered(clients);
            }
            for (ClientThatWaits client : clients) {
                client.close();
            }
            assertThat(upgraded.run().exitCode()).isZero();
        }
    }

    private static void assertAnswered(List<ClientThatWaits> clients) throws IOException {
        for (ClientThatWaits client : clients) {
            assertThat(client.isAnswered()).isTrue();
        }
    }

    @Test
    void requests_during_an_upgrade_are_one_more() throws Exception {
        try (Upgraded upgraded = Upgraded.start(List.of("--settle=1"), Language.PYTHON.command(behaviour))) {
            upgraded.hangUp();
            upgraded.run().errLine("upgrade: started");
            upgraded.hangUp();
            upgraded.hangUp();
            Eventually.becomesTrue("two upgrades", () -> upgraded.outcomes().size() == 2);
            upgraded.awaitOne();
            assertThat(upgraded.outcomes()).hasSize(2);
        }
    }

    private static Program load(Upgraded upgraded) throws Exception {
        Program load = Program.start(List.of("python3", LOAD, upgraded.address(), String.valueOf(CLIENTS)));
        Eventually.becomesTrue(
                "clients are served",
                () -> load.out().stream().anyMatch(line -> !line.equals("served 0") && line.startsWith("served")));
        return load;
    }

    /** Ends the clients, of which at most so many may have been cut. */
    private static void assertLost(String what, Program load, int most) throws Exception {
        load.closeInput();
        assertThat(load.exitCode()).as("%s", load.err()).isZero();
        JsonObject summary = JsonParser.object().from(load.out().get(load.out().size() - 1));
        System.out.println(what + " under " + CLIENTS + " clients: " + summary.getInt("answered") + " answered, "
                + summary.getArray("refused").size() + " refused, "
                + summary.getArray("cut").size() + " cut; median " + summary.getInt("median") + " ms, slowest "
                + summary.getInt("slowest") + " ms");
        assertThat(summary.getArray("refused")).isEmpty();
        assertThat(summary.getArray("cut")).hasSizeLessThanOrEqualTo(most);
    }
}
