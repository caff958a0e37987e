package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A mode, as the JDK writes it. */
class FileModeTest {
    @TempDir
    private Path directory;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no file modes")
    void every_mode_is_its_permissions() {
        for (int mode = 0; mode <= 0777; mode++) {
            assertThat(PosixFilePermissions.toString(FileMode.permissions(directory, mode)))
                    .isEqualTo(asLs(mode));
        }
    }

    @Test
    void where_files_have_no_mode_as_on_windows_that_is_told() throws Exception {
        try (FileSystem zip = FileSystems.newFileSystem(
                URI.create("jar:" + directory.resolve("files.zip").toUri()), Map.of("create", "true"))) {
            Path path = zip.getPath("/s");
            assertThatThrownBy(() -> FileMode.permissions(path, 0600))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("files have none on this platform. Remove the option");
        }
    }

    private static String asLs(int mode) {
        StringBuilder text = new StringBuilder();
        for (int bit = 8; bit >= 0; bit--) {
            text.append((mode >> bit & 1) != 0 ? "xwr".charAt(bit % 3) : '-');
        }
        return text.toString();
    }
}
