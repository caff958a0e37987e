package dev.doorbell.descriptors.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.adoption.SpawnedJava;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.posix.TestLibC;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
class PidfdIdTest {
    /** Alike on every architecture of Linux. */
    private static final int SYS_PIDFD_OPEN = 434;

    @Test
    @Needs("Linux 6.9") // gives each pidfd an inode of its own
    void it_is_the_inode_of_a_pidfd_of_this_process() throws IOException {
        assertThat(PidfdId.own()).hasValue(idOf(ProcessHandle.current().pid()));
    }

    @Test
    @Needs("Linux 6.9") // gives each pidfd an inode of its own
    void it_is_another_one_for_another_process() throws Exception {
        long own = PidfdId.own().orElseThrow();
        String others = SpawnedJava.withoutJna()
                .option("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED")
                .run(Telling.class);
        assertThat(Long.parseUnsignedLong(others.strip())).isNotEqualTo(own).isPositive();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "counts descriptors in /proc/self/fd")
    void finding_it_leaves_nothing_open() throws IOException {
        OptionalLong first = PidfdId.own();
        long open = RawSocket.openDescriptors();
        for (int i = 0; i < 100; i++) {
            assertThat(PidfdId.own()).isEqualTo(first);
        }
        assertThat(RawSocket.openDescriptors()).isEqualTo(open);
    }

    @Test
    @DisabledOnOs(value = OS.LINUX, disabledReason = "Linux has pidfds")
    void elsewhere_there_is_none() {
        assertThat(PidfdId.own()).isEmpty();
    }

    /** The number that {@code pidfd_open(2)} and {@code fstat(2)} tell, as systemd asks them. */
    private static long idOf(long pid) throws IOException {
        int pidfd = (int) TestLibC.INSTANCE.syscall(SYS_PIDFD_OPEN, (int) pid, 0);
        try {
            return (Long) Files.getAttribute(Path.of("/proc/self/fd/" + pidfd), "unix:ino");
        } finally {
            RawSocket.close(pidfd);
        }
    }

    /** Tells its own. */
    static final class Telling {
        private Telling() {}

        public static void main(String[] arguments) {
            System.out.println(Long.toUnsignedString(PidfdId.own().orElseThrow()));
        }
    }
}
