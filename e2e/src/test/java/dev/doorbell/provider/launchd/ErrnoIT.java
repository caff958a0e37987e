package dev.doorbell.provider.launchd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.c.CompiledNumbers;
import dev.doorbell.needs.Needs;
import dev.doorbell.spi.OperatingSystem;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The error numbers of launchd, compared with those of the compiler on the current platform. */
@Needs("cc")
class ErrnoIT {
    private static final OperatingSystem HERE = OperatingSystem.of(System.getProperty("os.name"));

    @Test
    void every_errno_is_found_by_the_number_of_this_platform() throws Exception {
        Map<String, Long> compiled = CompiledNumbers.all();
        for (Errno errno : Errno.values()) {
            assertThat(compiled).containsKey(errno.name());
            int number = Math.toIntExact(compiled.getOrDefault(errno.name(), 0L));
            assertThat(Errno.of(number, HERE))
                    .as("%s is %s here", errno, number)
                    .isEqualTo(Optional.of(errno));
        }
    }
}
