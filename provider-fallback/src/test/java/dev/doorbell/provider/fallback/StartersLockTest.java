package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.Listener;
import dev.doorbell.descriptors.files.OwnUser;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.net.BindException;
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

    /** Files that may be found at the name of the lock. */
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
    @Needs({"root", "setpriv"})
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

    @Test
    @Needs("root")
    void a_file_system_that_keeps_no_owner_is_told_and_gets_one_file_that_goes() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path path = directory.resolve("s");
        // what root makes belongs to another user, as on NFS with root_squash; who we are is known already
        OwnUser.learn();
        LibC.INSTANCE.setfsuid(ANOTHER_USER);
        try {
            assertThatThrownBy(() -> Fallback.bind(path))
                    .isInstanceOf(BindException.class)
                    .hasMessage("cannot bind " + path + " for the spec control=unix://" + path + ": its lock " + NAME
                            + " got another owner or mode than it was made with: this file system keeps no owner or mode."
                            + " Use a path on a file system that keeps them, such as one below /run.");
        } finally {
            LibC.INSTANCE.setfsuid(0);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @Needs("strace")
    void a_file_system_without_locks_is_told() throws Exception {
        Path path = directory.resolve("s");
        Path lock = directory.toRealPath().resolve(NAME);
        // as NFS does that has no lock service: nfs_lock() of fs/nfs/file.c
        OtherJvm jvm = new OtherJvm(
                "strace",
                "-f",
                "-o",
                "/dev/null",
                "-P",
                lock.toString(),
                "-e",
                "trace=fcntl",
                "-e",
                "inject=fcntl:error=ENOLCK");
        assertThat(jvm.bind("control=unix://" + path))
                .contains("cannot bind " + path + " for the spec control=unix://" + path + ": cannot lock the file "
                        + NAME + " beside it: No locks available. Use a path on a file system with locks, such as one"
                        + " below /run; or start the lock service of NFS.");
    }
}
