package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.Listener;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which clients a TCP spec serves. */
@Timeout(30)
class TcpBindTest {
    @Test
    void an_ipv4_literal_serves_that_address() throws Exception {
        try (Listener http = Fallback.bind("http=tcp://127.0.0.1:0")) {
            assertThat(http.address()).hasToString("Optional[127.0.0.1:" + Fallback.port(http) + "]");
            Clients.assertReached(http, "127.0.0.1");
            Clients.assertRefused(Fallback.port(http), "::1");
        }
    }

    @Test
    void an_ipv6_literal_serves_that_address() throws Exception {
        try (Listener http = Fallback.bind("http=tcp://[::1]:0")) {
            assertThat(http.address()).hasToString("Optional[[::1]:" + Fallback.port(http) + "]");
            Clients.assertReached(http, "::1");
            Clients.assertRefused(Fallback.port(http), "127.0.0.1");
        }
    }

    @Test
    void a_star_serves_both_ip_versions_with_one_socket() throws Exception {
        try (Listener http = Fallback.bind("http=tcp://*:0")) {
            assertThat(http.address()).hasToString("Optional[[::]:" + Fallback.port(http) + "]");
            Clients.assertReached(http, "127.0.0.1");
            Clients.assertReached(http, "::1");
        }
    }

    @Test
    void a_star_for_ipv4_serves_ipv4_alone() throws Exception {
        try (Listener http = Fallback.bind("http=tcp4://*:0")) {
            assertThat(http.address()).hasToString("Optional[0.0.0.0:" + Fallback.port(http) + "]");
            Clients.assertReached(http, "127.0.0.1");
            Clients.assertRefused(Fallback.port(http), "::1");
        }
    }

    @Test
    void a_star_for_ipv6_serves_ipv6_alone() throws Exception {
        try (Listener http = Fallback.bind("http=tcp6://*:0")) {
            assertServesIpv6Alone(http);
        }
    }

    @Test
    void the_ipv6_wildcard_of_tcp6_leaves_the_port_free_for_ipv4() throws Exception {
        try (Listener http = Fallback.bind("http=tcp6://[::]:0")) {
            assertServesIpv6Alone(http);
        }
    }

    @Test
    void the_ipv6_wildcard_of_tcp_serves_both_ip_versions() throws Exception {
        try (Listener http = Fallback.bind("http=tcp://[::]:0")) {
            Clients.assertReached(http, "127.0.0.1");
            Clients.assertReached(http, "::1");
        }
    }

    @Test
    void the_ipv4_wildcard_leaves_the_port_free_for_ipv6() throws Exception {
        try (Listener http = Fallback.bind("http=tcp://0.0.0.0:0")) {
            assertThat(http.address()).hasToString("Optional[0.0.0.0:" + Fallback.port(http) + "]");
            Clients.assertReached(http, "127.0.0.1");
            Clients.assertRefused(Fallback.port(http), "::1");
            Fallback.bind("other=tcp6://[::]:" + Fallback.port(http)).close();
        }
    }

    @Test
    void localhost_is_every_address_it_has_on_one_port() throws Exception {
        List<Listener> listeners = Fallback.bindAll("http=tcp://localhost:0");
        try {
            assertThat(listeners).isNotEmpty().allMatch(one -> Fallback.port(one) == Fallback.port(listeners.get(0)));
            Clients.assertReached(listeners.get(0), "localhost");
        } finally {
            closeAll(listeners);
        }
    }

    @Test
    void a_host_name_with_an_ip_version_is_its_addresses_of_that_version() throws Exception {
        try (Listener http = Fallback.bind("http=tcp4://localhost:0")) {
            assertThat(http.address()).hasToString("Optional[127.0.0.1:" + Fallback.port(http) + "]");
        }
    }

    @Test
    void a_port_that_is_named_is_the_one_that_is_bound() throws Exception {
        int port;
        try (Listener first = Fallback.bind("http=tcp://127.0.0.1:0")) {
            port = Fallback.port(first);
        }
        try (Listener second = Fallback.bind("http=tcp://127.0.0.1:" + port)) {
            assertThat(Fallback.port(second)).isEqualTo(port);
            Clients.assertReached(second, "127.0.0.1");
        }
    }

    @Test
    void a_listener_says_that_it_was_bound_here() throws Exception {
        try (Listener http = Fallback.bind("http=tcp://127.0.0.1:0")) {
            assertThat(http.origin().provider()).isEqualTo("fallback");
            assertThat(http.origin().inherited()).isFalse();
            assertThat(http.serverSocketChannel().isBlocking()).isTrue();
        }
    }

    private static void assertServesIpv6Alone(Listener listener) throws IOException {
        assertThat(listener.address()).hasToString("Optional[[::]:" + Fallback.port(listener) + "]");
        Clients.assertReached(listener, "::1");
        Clients.assertRefused(Fallback.port(listener), "127.0.0.1");
        Clients.assertFree(Fallback.port(listener), "0.0.0.0");
    }

    private static void closeAll(List<Listener> listeners) throws IOException {
        for (Listener listener : listeners) {
            listener.close();
        }
    }
}
