package dev.doorbell.handover.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has neither variable, nor paths that begin with a slash")
class RuntimeDirectoryTest {
    @TempDir(factory = ShortPath.class)
    private Path unit;

    @TempDir(factory = ShortPath.class)
    private Path session;

    @TempDir(factory = ShortPath.class)
    private Path temporary;

    /** The directory for temporary files of macOS has a path that is too long. */
    static final class ShortPath implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext field, ExtensionContext test) throws IOException {
            return Files.createTempDirectory(Path.of("/tmp"), "d");
        }
    }

    private Path parent(Map<String, String> environment) throws IOException {
        Path created = RuntimeDirectory.create(environment, temporary, "doorbell");
        try {
            assertThat(Files.getPosixFilePermissions(created)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
            return Objects.requireNonNull(created.getParent());
        } finally {
            Files.delete(created);
        }
    }

    @Test
    void that_of_the_unit_is_the_first_choice() throws Exception {
        assertThat(parent(Map.of("RUNTIME_DIRECTORY", unit + ":/run/b", "XDG_RUNTIME_DIR", session.toString())))
                .isEqualTo(unit);
    }

    @Test
    void that_of_the_session_is_the_second_one() throws Exception {
        assertThat(parent(Map.of("XDG_RUNTIME_DIR", session.toString()))).isEqualTo(session);
        assertThat(parent(Map.of("RUNTIME_DIRECTORY", unit + "/none", "XDG_RUNTIME_DIR", session.toString())))
                .isEqualTo(session);
    }

    @Test
    void that_of_temporary_files_is_the_last_one() throws Exception {
        assertThat(parent(Map.of())).isEqualTo(temporary);
        assertThat(parent(Map.of("XDG_RUNTIME_DIR", "relative", "RUNTIME_DIRECTORY", "")))
                .isEqualTo(temporary);
    }

    @Test
    void a_directory_whose_path_is_too_long_for_a_socket_is_passed_over() throws Exception {
        Path deep = Files.createDirectory(unit.resolve("x".repeat(60)));
        assertThat(parent(Map.of("RUNTIME_DIRECTORY", deep.toString()))).isEqualTo(temporary);
    }

    @Test
    void without_any_the_failure_has_the_fix() {
        assertThatThrownBy(() -> RuntimeDirectory.create(Map.of(), temporary.resolve("none"), "doorbell"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Set XDG_RUNTIME_DIR");
    }

    @Test
    void that_of_this_process_is_absolute() throws Exception {
        Path created = RuntimeDirectory.create("doorbell-test");
        Files.delete(created);
        assertThat(created).isAbsolute();
    }
}
