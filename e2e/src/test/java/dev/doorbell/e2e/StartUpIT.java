package dev.doorbell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The archive that {@code doorbell units --start-up} lets a service have, in its sandbox, as an account of its own. */
@Needs({"python3", "private systemd"})
@Timeout(180)
class StartUpIT {
    private static final String JAR = "/opt/echo/echo-daemon.jar";
    private static final String PORT = "9401";
    private static final String SPEC = "http=tcp://127.0.0.1:" + PORT;
    private static final String SERVICE = "fast.service";
    private static final int FIRST_WITH_AOT_OPTIONS = 25;

    private PrivateSystemd systemd;

    @TempDir
    private Path folder;

    @BeforeEach
    void boot() throws Exception {
        systemd = PrivateSystemd.boot();
        systemd.put(Path.of(Paths.ECHO_DAEMON), JAR);
    }

    @AfterEach
    void end() throws Exception {
        systemd.close();
    }

    static Stream<String> recipes() {
        return Runtime.version().feature() < FIRST_WITH_AOT_OPTIONS ? Stream.of("appcds") : Stream.of("appcds", "aot");
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void the_first_run_leaves_an_archive_and_the_second_starts_from_it(String recipe) throws Exception {
        install(recipe);
        assertServes();
        assertThat(archive(recipe)).doesNotExist();
        assertThat(isMapped(recipe)).isFalse();
        stop();
        assertThat(archive(recipe)).isNotEmptyFile();

        assertServes();
        assertThat(isMapped(recipe)).isTrue();
        stop();
        assertThat(archive(recipe)).isNotEmptyFile();
        assertThat(said()).hasSize(4).allMatch(line -> line.startsWith("{") || line.equals("ready"));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void another_jar_is_served_at_once_and_has_an_archive_of_its_own(String recipe) throws Exception {
        withArchive(recipe);
        replaceJar(Instant.now());
        assertServes();
        assertThat(isMapped(recipe)).isFalse();
        stop();
        assertServes();
        assertThat(isMapped(recipe)).isTrue();
    }

    /** As a package brings it. The first start still tries the archive. */
    @ParameterizedTest
    @MethodSource("recipes")
    void another_jar_that_is_older_than_the_archive_has_one_from_the_run_after_the_next(String recipe)
            throws Exception {
        withArchive(recipe);
        replaceJar(Instant.parse("2020-01-01T00:00:00Z"));
        assertServes();
        stop();
        assertThat(archive(recipe)).doesNotExist();
        assertServes();
        stop();
        assertServes();
        assertThat(isMapped(recipe)).isTrue();
    }

    /** Some JVMs crash on such a one: the client that waits is served by the next. */
    @ParameterizedTest
    @MethodSource("recipes")
    void a_damaged_archive_keeps_nobody_from_being_served(String recipe) throws Exception {
        withArchive(recipe);
        damage(archive(recipe));
        assertServes();
        stop();
        assertThat(said()).contains("ready");
    }

    @Test
    void a_folder_that_cannot_be_written_to_costs_the_archive_alone() throws Exception {
        install("appcds", "--class-archive", "/srv/locked/fast.jsa");
        Files.createDirectories(systemd.path("/srv/locked"));
        assertServes();
        stop();
        assertThat(systemd.path("/srv/locked")).isEmptyDirectory();
        assertThat(systemd.journal(SERVICE)).anyMatch(line -> line.contains("/srv/locked/fast.jsa.since"));
    }

    private void install(String recipe, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("--start-up", recipe, "--notify"));
        words.addAll(List.of(more));
        words.addAll(List.of(SPEC, "--", "/usr/bin/java", "-jar", JAR, "--notify", "http"));
        Generated.listening(systemd, Generated.units(folder, "fast", words.toArray(new String[0])));
        // so that the journal has what the program prints on its standard output alone
        systemd.install(
                SERVICE + ".d/quiet.conf", "[Service]\nStandardError=" + (more.length == 0 ? "null" : "journal"));
        systemd.reload();
    }

    private void withArchive(String recipe) throws Exception {
        install(recipe);
        assertServes();
        stop();
        assertThat(archive(recipe)).isNotEmptyFile();
    }

    private void assertServes() throws Exception {
        systemd.client("tcp", "127.0.0.1", PORT);
        MainProcess echo = MainProcess.of(systemd, SERVICE);
        assertThat(echo.variable("LISTEN_PID")).isEqualTo(systemd.show(SERVICE, "MainPID"));
        systemd.awaitState(SERVICE, "ActiveState", "active");
        assertThat(systemd.journal(SERVICE)).contains(Spawn.line("http", "TCP", 3, "127.0.0.1:" + PORT));
    }

    private void stop() throws Exception {
        systemd.systemctl("stop", SERVICE);
        assertThat(systemd.show(SERVICE, "Result")).isEqualTo("success");
    }

    /** systemd keeps the folders of made-up accounts there, behind links. */
    private Path archive(String recipe) {
        return systemd.path("/var/cache/private/fast/" + name(recipe));
    }

    private static String name(String recipe) {
        return "fast" + (recipe.equals("aot") ? ".aot" : ".jsa");
    }

    private boolean isMapped(String recipe) throws Exception {
        Path maps = systemd.path("/proc/" + systemd.show(SERVICE, "MainPID") + "/maps");
        return Files.readString(maps).contains("/" + name(recipe) + "\n");
    }

    private void replaceJar(Instant time) throws Exception {
        Path other = systemd.path(JAR + ".new");
        Files.copy(Path.of(Paths.ECHO_DAEMON), other);
        Files.setLastModifiedTime(other, FileTime.from(time));
        Files.move(other, systemd.path(JAR), StandardCopyOption.REPLACE_EXISTING);
    }

    /** As a machine leaves it that loses its power: the header is there, and much of what it tells of is not. */
    private static void damage(Path archive) throws Exception {
        try (FileChannel file = FileChannel.open(archive, StandardOpenOption.WRITE)) {
            file.truncate(100_000);
        }
    }

    /** What the program printed. */
    private List<String> said() throws Exception {
        systemd.runAnyway(List.of("journalctl", "--sync"));
        return systemd.run(
                List.of("journalctl", "--no-pager", "--output=cat", "--unit=" + SERVICE, "--identifier=java"));
    }
}
