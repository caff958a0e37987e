package dev.doorbell.descriptors.posix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.spi.OperatingSystem;
import org.junit.jupiter.api.Test;

class ErrnoTest {
    @Test
    void the_low_numbers_are_alike_on_macos_and_linux() {
        for (OperatingSystem system : new OperatingSystem[] {OperatingSystem.MACOS, OperatingSystem.LINUX}) {
            assertThat(Errno.of(2, system)).contains(Errno.ENOENT);
            assertThat(Errno.of(3, system)).contains(Errno.ESRCH);
            assertThat(Errno.of(22, system)).contains(Errno.EINVAL);
        }
    }

    @Test
    void a_high_number_means_another_errno_on_macos_than_on_linux() {
        assertThat(Errno.of(37, OperatingSystem.MACOS)).contains(Errno.EALREADY);
        assertThat(Errno.of(37, OperatingSystem.LINUX)).isEmpty(); // ENOLCK
        assertThat(Errno.of(114, OperatingSystem.LINUX)).contains(Errno.EALREADY);
        assertThat(Errno.of(114, OperatingSystem.MACOS)).isEmpty();
        assertThat(Errno.of(11, OperatingSystem.LINUX)).contains(Errno.EAGAIN);
        assertThat(Errno.of(11, OperatingSystem.MACOS)).isEmpty(); // EDEADLK
    }

    @Test
    void a_message_has_the_name_of_an_errno_or_its_number() {
        assertThat(LibC.reason(2)).isEqualTo("No such file or directory (ENOENT)");
        assertThat(LibC.reason(9999)).endsWith(" (errno 9999)");
    }
}
