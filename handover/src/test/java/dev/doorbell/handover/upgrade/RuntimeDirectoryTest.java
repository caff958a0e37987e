package dev.doorbell.handover.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
    private Path first;

    @TempDir(factory = ShortPath.class)
    private Path second;

    /** The directory for temporary files of macOS has a path that is too long. */
    static final class ShortPath implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext field, ExtensionContext test) throws IOException {
            return Files.createTempDirectory(Path.of("/tmp"), "d");
        }
    }

    @Test
    void the_first_directory_of_the_unit_is_preferred_to_that_of_the_session() {
        assertThat(RuntimeDirectory.parent(
                        Map.of("RUNTIME_DIRECTORY", first + ":/run/other", "XDG_RUNTIME_DIR", second.toString())))
                .contains(first);
        assertThat(RuntimeDirectory.parent(Map.of("XDG_RUNTIME_DIR", second.toString())))
                .contains(second);
    }

    @Test
    void a_directory_that_cannot_have_a_socket_is_passed_over() throws Exception {
        Path tooLong = Files.createDirectory(first.resolve("x".repeat(80)));
        assertThat(RuntimeDirectory.parent(
                        Map.of("RUNTIME_DIRECTORY", tooLong.toString(), "XDG_RUNTIME_DIR", second.toString())))
                .contains(second);
        assertThat(RuntimeDirectory.parent(Map.of("RUNTIME_DIRECTORY", "relative", "XDG_RUNTIME_DIR", "/no/such")))
                .isEmpty();
    }

    @Test
    void a_new_directory_is_only_this_users() throws Exception {
        Path created = RuntimeDirectory.create("doorbell-test");
        try {
            assertThat(Files.getPosixFilePermissions(created)).hasSize(3);
            assertThat(created).isAbsolute();
        } finally {
            Files.delete(created);
        }
    }
}
