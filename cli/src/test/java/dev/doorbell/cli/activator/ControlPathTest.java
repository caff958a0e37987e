package dev.doorbell.cli.activator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directories of control sockets: another user may have made one there before. */
class ControlPathTest {
    @TempDir(factory = OfShortPath.class)
    private Path runtime;

    @TempDir(factory = OfShortPath.class)
    private Path temporary;

    private Map<String, String> environment;
    private Path directory;

    @BeforeEach
    void prepare() {
        environment = Map.of("XDG_RUNTIME_DIR", runtime.toString());
        directory = runtime.resolve("doorbell");
    }

    private ControlPath control() {
        return new ControlPath(environment, temporary);
    }

    private void assertIsRefused() {
        assertThatThrownBy(() -> control().toBind(7))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected a directory that only this user may enter, got " + directory);
    }

    @Test
    void a_fresh_directory_is_only_for_this_user() throws Exception {
        assertThat(control().toBind(7)).isEqualTo(directory.resolve("7"));
        assertThat(Files.getPosixFilePermissions(directory)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(control().toBind(8)).as("in the same directory").isEqualTo(directory.resolve("8"));
    }

    @Test
    void without_one_of_the_user_it_is_below_that_for_temporary_files() throws Exception {
        environment = Map.of();
        assertThat(control().toBind(7)).startsWithRaw(temporary);
    }

    @Test
    void a_symbolic_link_is_refused_also_one_to_an_own_directory() throws Exception {
        Files.createSymbolicLink(directory, temporary);
        assertIsRefused();
    }

    @Test
    void a_directory_that_others_may_enter_is_refused() throws Exception {
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        assertIsRefused();
    }

    @Test
    void a_file_is_refused() throws Exception {
        Files.createFile(directory);
        assertIsRefused();
    }

    @Test
    void a_socket_is_found_whichever_directory_it_is_in() throws Exception {
        assertThat(control().find(7)).isEmpty();
        assertThat(runtime).as("nothing is made to look").isEmptyDirectory();
        Path made = Files.createFile(new ControlPath(Map.of(), temporary).toBind(7));
        assertThat(control().find(7)).contains(made);
        Path first = Files.createFile(control().toBind(7));
        assertThat(control().find(7)).contains(first);
    }

    @Test
    void a_socket_in_a_directory_that_others_may_enter_is_not_used() throws Exception {
        Files.createFile(control().toBind(7));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> control().find(7)).hasMessageContaining("only this user may enter");
    }
}
