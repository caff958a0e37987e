package dev.doorbell.cli.activator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory of the sockets of a run: {@code systemd-tmpfiles(8)} removes old files of the directory for temporary ones. */
class PrivateDirectoryTest {
    @TempDir(factory = OfShortPath.class)
    private Path unit;

    @TempDir(factory = OfShortPath.class)
    private Path user;

    @TempDir(factory = OfShortPath.class)
    private Path temporary;

    private Path parent(Map<String, String> environment) throws IOException {
        PrivateDirectory directory = PrivateDirectory.create(environment, temporary);
        try (directory) {
            assertThat(Files.getPosixFilePermissions(directory.path()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            Files.createFile(directory.path().resolve("notify-1"));
        }
        assertThat(directory.path()).doesNotExist();
        return Objects.requireNonNull(directory.path().getParent());
    }

    @Test
    void the_runtime_directory_of_the_unit_is_the_first_choice() throws Exception {
        Map<String, String> environment =
                Map.of("RUNTIME_DIRECTORY", unit + ":/run/b", "XDG_RUNTIME_DIR", user.toString());
        assertThat(parent(environment)).isEqualTo(unit);
    }

    @Test
    void that_of_the_user_is_the_second_one() throws Exception {
        assertThat(parent(Map.of("XDG_RUNTIME_DIR", user.toString()))).isEqualTo(user);
        assertThat(parent(Map.of("RUNTIME_DIRECTORY", unit + "/none", "XDG_RUNTIME_DIR", user.toString())))
                .isEqualTo(user);
    }

    @Test
    void that_of_temporary_files_is_the_last_one() throws Exception {
        assertThat(parent(Map.of())).isEqualTo(temporary);
        assertThat(parent(Map.of("XDG_RUNTIME_DIR", "relative", "RUNTIME_DIRECTORY", "")))
                .isEqualTo(temporary);
    }

    @Test
    void a_directory_whose_path_is_too_long_for_a_socket_is_passed_over() throws Exception {
        Path deep = Files.createDirectories(user.resolve("x".repeat(60)));
        assertThat(parent(Map.of("XDG_RUNTIME_DIR", deep.toString()))).isEqualTo(temporary);
    }

    @Test
    void one_that_was_removed_is_closed() throws Exception {
        PrivateDirectory directory = PrivateDirectory.create(Map.of(), temporary);
        Files.delete(directory.path());
        directory.close();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void without_any_the_failure_has_the_fix() {
        assertThatThrownBy(() -> PrivateDirectory.create(Map.of(), temporary.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Set XDG_RUNTIME_DIR");
    }
}
