package dev.doorbell.handover.generations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no symbolic links without a privilege")
class NotifyPathTest {
    @TempDir
    private Path directory;

    @Test
    void a_socket_becomes_a_link_and_both_are_removed() throws Exception {
        NotifyPath path = NotifyPath.create();
        try {
            Files.createFile(path.socket());
            assertThat(path.isSocket()).isTrue();
            path.linkTo(directory);
            assertThat(path.isSocket()).isFalse();
            assertThat(Files.readSymbolicLink(path.socket())).isEqualTo(directory);
        } finally {
            path.remove();
        }
        assertThat(path.directory()).doesNotExist();
        assertThat(directory).exists();
    }

    @Test
    void a_removed_link_is_made_again() throws Exception {
        NotifyPath path = new NotifyPath(directory.resolve("own"));
        path.restore(directory);
        assertThat(Files.readSymbolicLink(path.socket())).isEqualTo(directory);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.directory())))
                .isEqualTo("rwx------");
        Files.delete(path.socket());
        path.restore(directory);
        assertThat(Files.readSymbolicLink(path.socket())).isEqualTo(directory);
    }

    @Test
    void a_link_in_place_of_the_directory_is_refused() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        NotifyPath path = new NotifyPath(Files.createSymbolicLink(directory.resolve("own"), elsewhere));
        assertThatThrownBy(() -> path.restore(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("own");
        assertThat(elsewhere).isEmptyDirectory();
    }
}
