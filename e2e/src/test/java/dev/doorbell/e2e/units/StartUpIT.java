package dev.doorbell.e2e.units;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.EchoUnits;
import dev.doorbell.e2e.fixture.systemd.MainProcess;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.needs.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The archive that a service starts from with {@code doorbell units --start-up}, in its sandbox, as an account of its own. */
@Needs({"python3", "private systemd"})
@Timeout(180)
class StartUpIT {
    private static final String PORT = "9401";
    private static final String SPEC = "http=tcp://127.0.0.1:" + PORT;
    private static final String SERVICE = "fast.service";
    private static final int FIRST_THAT_KEEPS_ONE = 19;
    private static final int FIRST_WITH_AOT = 25;

    /** A run that makes the archive, as the unit says: it ends as soon as it is ready. */
    private static final String TRAINING = """
            /usr/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "$1" -jar "$2" x=tcp://127.0.0.1:0 >/run/training &
            until grep -q ready /run/training; do kill -0 $! || exit 1; sleep 0.1; done
            kill $!
            wait $!
            """;

    @Booted
    private PrivateSystemd systemd;

    @TempDir
    private Path folder;

    static Stream<Archive> archives() {
        return Runtime.version().feature() < FIRST_WITH_AOT
                ? Stream.of(Archive.APPCDS)
                : Stream.of(Archive.APPCDS, Archive.AOT);
    }

    /** An archive that is made at installation: the recipe that reads it, its path, and the option that makes it. */
    enum Archive {
        APPCDS("appcds", "/opt/echo/echo-daemon.jsa", "-XX:ArchiveClassesAtExit="),
        AOT("aot", "/opt/echo/echo-daemon.aot", "-XX:AOTCacheOutput=");

        private final String recipe;
        private final String path;
        private final String making;

        Archive(String recipe, String path, String making) {
            this.recipe = recipe;
            this.path = path;
            this.making = making;
        }
    }

    @ParameterizedTest
    @MethodSource("archives")
    void the_service_starts_from_what_was_made_at_installation(Archive archive) throws Exception {
        install(archive.recipe);
        make(archive);
        assertServes();
        assertThat(isMapped(archive.path)).isTrue();
        stop();
        assertSaidOnlyWhatItShould(2);
    }

    @ParameterizedTest
    @MethodSource("archives")
    void without_an_archive_it_serves_all_the_same(Archive archive) throws Exception {
        install(archive.recipe);
        assertServes();
        assertThat(isMapped(archive.path)).isFalse();
        stop();
        assertSaidOnlyWhatItShould(2);
    }

    @ParameterizedTest
    @MethodSource("archives")
    void the_archive_of_another_jar_is_not_used(Archive archive) throws Exception {
        install(archive.recipe);
        make(archive);
        Path jar = systemd.path(EchoUnits.JAR);
        Files.delete(jar);
        Files.copy(Path.of(Paths.ECHO_DAEMON), jar);
        assertServes();
        stop();
        assertSaidOnlyWhatItShould(2);
    }

    @Test
    void the_example_starts_from_one_with_its_drop_in() throws Exception {
        systemd.put(EchoUnits.FOLDER.resolve("start-up.conf"), "/etc/systemd/system/echo.service.d/start-up.conf");
        EchoUnits.installEnabled(systemd);
        make(Archive.APPCDS);
        systemd.client("tcp", "127.0.0.1", "8080");
        assertThat(mapped("echo.service")).contains(Archive.APPCDS.path);
    }

    static Stream<String> recipesThatKeepOne() {
        return Runtime.version().feature() < FIRST_THAT_KEEPS_ONE ? Stream.of("flags") : Stream.of("flags", "auto");
    }

    @ParameterizedTest
    @MethodSource("recipesThatKeepOne")
    void the_jvm_keeps_one_from_its_first_end_on_where_the_recipe_is_auto(String recipe) throws Exception {
        String kept = "/fast/fast.jsa";
        install(recipe);
        assertServes();
        assertThat(isMapped(kept)).isFalse();
        stop();
        assertServes();
        assertThat(isMapped(kept)).isEqualTo(recipe.equals("auto"));
        stop();
        assertSaidOnlyWhatItShould(4);
    }

    private void install(String recipe) throws Exception {
        EchoUnits.putJar(systemd);
        List<String> words = new ArrayList<>(List.of("--start-up", recipe, "--notify"));
        words.addAll(List.of(SPEC, "--", "/usr/bin/java", "-jar", EchoUnits.JAR, "--notify", "http"));
        Generated.listening(systemd, Generated.units(folder, "fast", words.toArray(new String[0])));
        // so that the journal has only the standard output of the program
        systemd.install(SERVICE + ".d/quiet.conf", "[Service]\nStandardError=null");
        systemd.reload();
    }

    private void make(Archive archive) throws Exception {
        systemd.run(List.of("sh", "-c", TRAINING, "sh", archive.making + archive.path, EchoUnits.JAR));
        assertThat(systemd.path(archive.path)).isNotEmptyFile();
    }

    private void assertServes() throws Exception {
        systemd.client("tcp", "127.0.0.1", PORT);
        MainProcess echo = MainProcess.of(systemd, SERVICE);
        assertThat(echo.variable("LISTEN_PID")).isEqualTo(systemd.show(SERVICE, "MainPID"));
        systemd.awaitState(SERVICE, "ActiveState", "active");
        assertThat(systemd.journal(SERVICE)).contains(EchoDaemon.line("http", "TCP", 3, "127.0.0.1:" + PORT));
    }

    private void stop() throws Exception {
        systemd.systemctl("stop", SERVICE);
        assertThat(systemd.show(SERVICE, "Result")).isEqualTo("success");
    }

    private boolean isMapped(String path) throws Exception {
        return mapped(SERVICE).contains(path + "\n");
    }

    private String mapped(String service) throws Exception {
        return Files.readString(systemd.path("/proc/" + systemd.show(service, "MainPID") + "/maps"));
    }

    /** Checks that each run printed a line of JSON for its listener, and {@code ready}, and that the JVM printed nothing. */
    private void assertSaidOnlyWhatItShould(int lines) throws Exception {
        assertThat(said()).hasSize(lines).allMatch(line -> line.startsWith("{") || line.equals("ready"));
    }

    /** Returns the output of the program. */
    private List<String> said() throws Exception {
        systemd.runAnyway(List.of("journalctl", "--sync"));
        return systemd.run(
                List.of("journalctl", "--no-pager", "--output=cat", "--unit=" + SERVICE, "--identifier=java"));
    }
}
