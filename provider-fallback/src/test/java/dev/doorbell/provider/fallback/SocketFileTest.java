package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The facts that tell one file from another. */
class SocketFileTest {
    private static final FileTime THEN = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    private static final FileTime LATER = FileTime.from(Instant.parse("2026-01-01T00:00:02Z"));

    @TempDir
    private Path directory;

    @Test
    void a_new_file_with_the_same_inode_is_another_file() throws Exception {
        Path path = Files.createFile(directory.resolve("s"));
        SocketFile file = SocketFile.at(path);
        // the same file at a later time is how the next one with its inode looks
        Files.setLastModifiedTime(path, LATER);
        assertThat(file.isAlsoAt(path)).isFalse();
    }

    @Test
    void a_file_that_was_moved_is_the_same_file() throws Exception {
        Path path = Files.createFile(directory.resolve("s"));
        SocketFile file = SocketFile.at(path);
        Path aside = Files.move(path, directory.resolve("aside"));
        assertThat(file.isAlsoAt(aside)).isTrue();
    }

    @Test
    void a_file_with_the_same_time_is_another_file() throws Exception {
        Path one = Files.createFile(directory.resolve("one"));
        Path other = Files.createFile(directory.resolve("other"));
        Files.setLastModifiedTime(one, THEN);
        Files.setLastModifiedTime(other, THEN);
        assertThat(SocketFile.at(one).isAlsoAt(other)).isFalse();
    }

    @Test
    void where_files_have_no_inode_as_on_windows_the_time_tells() throws Exception {
        try (FileSystem zip = FileSystems.newFileSystem(
                URI.create("jar:" + directory.resolve("files.zip").toUri()), Map.of("create", "true"))) {
            Path path = Files.createFile(zip.getPath("/s"));
            Files.setLastModifiedTime(path, THEN);
            SocketFile file = SocketFile.at(path);
            assertThat(file.inode()).isNull();
            assertThat(file.isAlsoAt(path)).isTrue();
            Files.setLastModifiedTime(path, LATER);
            file.remove(true);
            assertThat(path).exists();
            Files.setLastModifiedTime(path, THEN);
            file.remove(true);
            assertThat(path).doesNotExist();
        }
    }

    @Test
    void youth_is_told_by_the_clock_and_not_by_another_machines() throws Exception {
        assertThat(modified(Duration.ZERO).isYoungerThan(60_000)).isTrue();
        assertThat(modified(Duration.ofMinutes(2)).isYoungerThan(60_000)).isFalse();
        assertThat(modified(Duration.ofMinutes(-2)).isYoungerThan(60_000)).isFalse();
    }

    private SocketFile modified(Duration ago) throws IOException {
        return new SocketFile(directory, null, FileTime.from(Instant.now().minus(ago)));
    }
}
