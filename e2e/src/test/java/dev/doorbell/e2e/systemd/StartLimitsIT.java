package dev.doorbell.e2e.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.needs.Needs;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Limits of how often a service may end and its socket start it again, which bound how soon an idle program may end. They
 * were measured with a client always waiting, and the defaults of systemd.unit(5) and systemd.socket(5):
 *
 * <ul>
 *   <li>5 starts in 10 seconds are allowed, even if each run ends with 0. At the sixth start the service fails
 *       ({@code start-limit-hit}) and so does its socket ({@code service-start-limit-hit}): waiting clients are cut off,
 *       and later ones are refused until the socket is started again. A service that runs for 1.9 s each time fails, and
 *       one that runs for 2.05 s does not. {@code systemctl restart} counts as a start too, and
 *       {@code systemctl reset-failed} resets the count.
 *   <li>With {@code StartLimitIntervalSec=0} systemd 252 allows 20 starts in 2 seconds: runs of 85 ms fail the socket
 *       ({@code trigger-limit-hit}), runs of 105 ms do not. systemd 257 slows down ({@code PollLimitBurst=}
 *       in {@code PollLimitIntervalSec=}), and runs of 50 ms do not fail it.
 * </ul>
 */
@Needs({"python3", "private systemd"})
@Timeout(120)
@Tag("once")
class StartLimitsIT {
    private static final String ENDS_AT_ONCE = "[Service]\nExecStart=/bin/true\n";

    @Booted
    private static PrivateSystemd systemd;

    @Test
    void the_sixth_start_in_ten_seconds_fails_the_service_and_its_socket() throws Exception {
        install("often", ENDS_AT_ONCE);
        connect("often").close();
        systemd.awaitState("often.socket", "Result", "service-start-limit-hit");
        assertThat(systemd.show("often.service", "Result")).isEqualTo("start-limit-hit");
        assertThat(systemd.log())
                .filteredOn("often.service: Deactivated successfully."::equals)
                .hasSize(5);
        assertThatThrownBy(() -> connect("often")).hasMessageContaining("refused");
    }

    @Test
    void without_that_limit_the_socket_fails_at_the_twentyfirst_start_in_two_seconds() throws Exception {
        install("oftener", "[Unit]\nStartLimitIntervalSec=0\n" + ENDS_AT_ONCE);
        connect("oftener").close();
        systemd.awaitState("oftener.socket", "Result", "trigger-limit-hit");
        assertThat(systemd.show("oftener.service", "Result")).isEqualTo("success");
    }

    private static void install(String name, String service) throws Exception {
        // if systemd has PollLimit, it must not hide the limit after it
        systemd.install(name + ".socket", "[Socket]\nListenStream=" + path(name) + "\nPollLimitIntervalSec=0\n");
        systemd.install(name + ".service", service);
        systemd.reload();
        systemd.systemctl("start", name + ".socket");
    }

    /** Connects a client that no process accepts, so that its socket starts the service again and again. */
    private static SocketChannel connect(String name) throws Exception {
        return SocketChannel.open(UnixDomainSocketAddress.of(systemd.path(path(name))));
    }

    private static String path(String name) {
        return "/run/" + name + ".sock";
    }
}
