package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.spec.ListenerSpec;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of a host's addresses a spec wants. */
class IpAddressesTest {
    private static final InetAddress V4 = address("192.0.2.1");
    private static final InetAddress OTHER_V4 = address("192.0.2.2");
    private static final InetAddress V6 = address("2001:db8::1");

    @Test
    void a_spec_without_a_version_wants_all_addresses_in_the_order_of_the_resolver() throws Exception {
        assertThat(chosen("http=tcp://example.org:80", V6, V4, OTHER_V4)).containsExactly(V6, V4, OTHER_V4);
    }

    @Test
    void tcp4_wants_the_ipv4_addresses() throws Exception {
        assertThat(chosen("http=tcp4://example.org:80", V6, V4, OTHER_V4)).containsExactly(V4, OTHER_V4);
    }

    @Test
    void tcp6_wants_the_ipv6_addresses() throws Exception {
        assertThat(chosen("http=tcp6://example.org:80", V6, V4, OTHER_V4)).containsExactly(V6);
    }

    @Test
    void an_address_that_the_resolver_repeats_is_bound_once() throws Exception {
        // two lines of /etc/hosts, and glibc turns "::1 localhost" into 127.0.0.1 for those who ask for IPv4
        assertThat(chosen("http=tcp://localhost:80", V4, V6, V4)).containsExactly(V4, V6);
    }

    @Test
    void a_link_local_address_is_another_one_on_each_interface() throws Exception {
        byte[] bytes = address("fe80::1").getAddress();
        InetAddress first = Inet6Address.getByAddress(null, bytes, 1);
        InetAddress second = Inet6Address.getByAddress(null, bytes, 2);
        assertThat(chosen("http=tcp://example.org:80", first, second)).hasSize(2);
    }

    @Test
    void a_host_without_an_address_of_the_version_is_told_with_what_it_has() {
        assertThatThrownBy(() -> chosen("http=udp6://example.org:80", V4))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("cannot bind the spec http=udp6://example.org:80: the host \"example.org\" has no IPv6"
                        + " address, only 192.0.2.1. Use udp:// to bind the addresses that it has.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http=tcp://no-such-host.invalid:80", "http=udp4://no-such-host.invalid:80"})
    void an_unknown_host_is_told_with_its_spec_and_a_way_out(String spec) {
        assertThatThrownBy(() -> Fallback.bindAll(spec))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("the host \"no-such-host.invalid\" is not known")
                .hasMessageContaining(spec)
                .hasMessageContaining("Use * for every address of this machine")
                .hasCauseInstanceOf(UnknownHostException.class);
    }

    @Test
    void an_ipv4_address_within_ipv6_is_ipv4_to_the_jdk() {
        assertThatThrownBy(() -> Fallback.bindAll("http=tcp6://[::ffff:127.0.0.1]:0"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("has no IPv6 address, only 127.0.0.1");
    }

    private static List<InetAddress> chosen(String spec, InetAddress... resolved) throws UnknownHostException {
        return IpAddresses.choose(ListenerSpec.parse(spec), resolved);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
