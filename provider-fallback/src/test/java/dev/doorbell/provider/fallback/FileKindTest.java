package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A Windows socket as Java sees it, which does not tell the tag of a reparse point. */
class FileKindTest {
    @Test
    void a_socket_is_a_reparse_point_without_a_size() {
        assertThat(FileKind.isWindowsSocket(new ReparsePoint(false, 0))).isTrue();
    }

    @Test
    void a_junction_is_a_directory_and_no_socket() {
        assertThat(FileKind.isWindowsSocket(new ReparsePoint(true, 0))).isFalse();
    }

    @Test
    void a_file_in_the_cloud_has_a_size_and_is_no_socket() {
        assertThat(FileKind.isWindowsSocket(new ReparsePoint(false, 12))).isFalse();
    }

    private record ReparsePoint(boolean isDirectory, long size) implements BasicFileAttributes {
        @Override
        public boolean isOther() {
            return true;
        }

        @Override
        public boolean isRegularFile() {
            return false;
        }

        @Override
        public boolean isSymbolicLink() {
            return false;
        }

        @Override
        public FileTime lastModifiedTime() {
            return FileTime.fromMillis(0);
        }

        @Override
        public FileTime lastAccessTime() {
            return FileTime.fromMillis(0);
        }

        @Override
        public FileTime creationTime() {
            return FileTime.fromMillis(0);
        }

        @Override
        public @Nullable Object fileKey() {
            return null;
        }
    }
}
