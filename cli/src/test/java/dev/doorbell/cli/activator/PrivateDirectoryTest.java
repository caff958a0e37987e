package dev.doorbell.cli.activator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateDirectoryTest {
    @TempDir
    private Path parent;

    @Test
    void closing_removes_it_with_its_sockets() throws Exception {
        PrivateDirectory directory = new PrivateDirectory(Files.createDirectory(parent.resolve("d")));
        Files.createFile(directory.path().resolve("notify-1"));
        directory.close();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void one_that_was_removed_is_closed() throws Exception {
        PrivateDirectory directory = PrivateDirectory.create();
        Files.delete(directory.path());
        directory.close();
        assertThat(directory.path()).doesNotExist();
    }
}
