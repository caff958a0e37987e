package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.Listener;
import dev.doorbell.e2e.Needs;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lock that programs which start at once take: other users must neither block a start with it, nor be damaged by it. */
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "plants files with the tools of Linux")
class StartersLockTest {
    private static final int ANOTHER_USER = 65534;
    private static final String NAME = ".s.doorbell";

    @TempDir
    private Path directory;

    /** What may be found at the name of the lock. */
    enum Planted {
        DIRECTORY,
        FULL_DIRECTORY,
        FIFO,
        DANGLING_LINK,
        LINK_TO_A_FILE,
        HARD_LINK_TO_A_FILE,
        FILE_FOR_EVERYBODY;

        void at(Path path, Path precious) throws Exception {
            switch (this) {
                case DIRECTORY -> Files.createDirectory(path);
                case FULL_DIRECTORY ->
                    Files.createFile(Files.createDirectory(path).resolve("x"));
                case FIFO -> Tools.lines("mkfifo", path.toString());
                case DANGLING_LINK -> Files.createSymbolicLink(path, path.resolveSibling("nothing"));
                case LINK_TO_A_FILE -> Files.createSymbolicLink(path, precious);
                case HARD_LINK_TO_A_FILE -> Files.createLink(path, precious);
                case FILE_FOR_EVERYBODY ->
                    Files.setPosixFilePermissions(Files.createFile(path), PosixFilePermissions.fromString("rw-rw-rw-"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_planted_at_its_name_blocks_no_start_and_stays(Planted planted) throws Exception {
        Path path = directory.resolve("s");
        StaleSocketTest.leaveBehind(path);
        Path precious = Files.writeString(directory.resolve("precious"), "precious");
        planted.at(directory.resolve(NAME), precious);
        try (Listener control = Fallback.bind(path)) {
            Clients.assertReached(control, path);
        }
        assertThat(precious).hasContent("precious");
        assertThat(Files.exists(directory.resolve(NAME), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        assertThat(directory.resolve("nothing")).doesNotExist();
    }

    @Test
    @Needs({"root", "setpriv"}) // gives a file to another user
    void another_users_lock_that_is_held_blocks_no_start() throws Exception {
        Path path = directory.resolve("s");
        StaleSocketTest.leaveBehind(path);
        Path lock = Files.createFile(directory.resolve(NAME));
        Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setAttribute(directory, "unix:mode", 01777);
        Files.setAttribute(directory, "unix:uid", ANOTHER_USER);
        Files.setAttribute(lock, "unix:uid", ANOTHER_USER);
        try (FileChannel others = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = others.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThat(OtherJvm.withoutRights().bind("control=unix://" + path)).contains("bound " + path);
        }
        assertThat(lock).exists();
    }

    @Test
    void a_lock_that_a_program_left_when_it_was_killed_blocks_no_start_and_is_removed() throws Exception {
        Path path = directory.resolve("s");
        StaleSocketTest.leaveBehind(path);
        Files.setPosixFilePermissions(
                Files.createFile(directory.resolve(NAME)), PosixFilePermissions.fromString("rw-------"));
        try (Listener control = Fallback.bind(path)) {
            assertThat(directory.toFile().list()).containsExactly("s");
            Clients.assertReached(control, path);
        }
    }

    @Test
    void a_failed_start_leaves_no_lock() throws IOException {
        Path file = Files.createFile(directory.resolve("s"));
        assertThatThrownBy(() -> Fallback.bind(file)).hasMessageContaining("a regular file is there");
        assertThat(directory.toFile().list()).containsExactly("s");
    }
}
