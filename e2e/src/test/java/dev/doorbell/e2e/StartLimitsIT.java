package dev.doorbell.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How often a service may end and be started by its socket again, which bounds how soon a program may end when it is
 * idle. Measured with systemd 252, a client always waiting, and the defaults of systemd.unit(5) and systemd.socket(5):
 * <ul>
 *   <li>5 starts in 10 seconds are allowed, also where each ended with 0: a service that runs for 1.98 s each time fails
 *       at the sixth start ({@code start-limit-hit}), its socket with it ({@code service-start-limit-hit}), and clients
 *       are refused from then on. One that runs for 2.05 s never does. Restarts by hand count too.
 *   <li>With {@code StartLimitIntervalSec=0} there are still only 20 starts in 2 seconds: 85 ms each fail the socket
 *       ({@code trigger-limit-hit}), 105 ms each do not. From systemd 255 on {@code PollLimitBurst=} slows it down first.
 * </ul>
 */
@Needs({"python3", "private systemd"})
@Timeout(120)
class StartLimitsIT {
    private static final String ENDS_AT_ONCE = "[Service]\nExecStart=/bin/true\n";

    private static PrivateSystemd systemd;

    @BeforeAll
    static void boot() throws Exception {
        systemd = PrivateSystemd.boot();
    }

    @AfterAll
    static void end() throws Exception {
        if (systemd != null) {
            systemd.close();
        }
    }

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
        // where systemd knows PollLimit, it is not to hide the limit behind it
        systemd.install(name + ".socket", "[Socket]\nListenStream=" + path(name) + "\nPollLimitIntervalSec=0\n");
        systemd.install(name + ".service", service);
        systemd.reload();
        systemd.systemctl("start", name + ".socket");
    }

    /** Nobody accepts it, so that it asks for the service again and again. */
    private static SocketChannel connect(String name) throws Exception {
        return SocketChannel.open(UnixDomainSocketAddress.of(systemd.path(path(name))));
    }

    private static String path(String name) {
        return "/run/" + name + ".sock";
    }
}
