package dev.doorbell.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5952 gives the examples; the number of the section stands with each. */
class IpTextTest {
    @ParameterizedTest
    @CsvSource({
        "2001:db8::1,                             2001:0DB8::0001",
        "2001:db8::1,                             2001:db8:0:0:0::1",
        "2001:db8::1,                             2001:db8::0:1",
        "2001:db8:0:1:1:1:1:1,                    2001:db8:0:1:1:1:1:1",
        "2001:0:0:1::1,                           2001:0:0:1:0:0:0:1",
        "2001:db8::1:0:0:1,                       2001:db8:0:0:1:0:0:1",
        "2001:db8::aaaa,                          2001:db8:0:0:0:0:0:AAAA",
        "2001:db8:aaaa:bbbb:cccc:dddd:eeee:aaaa,  2001:db8:aaaa:bbbb:cccc:dddd:eeee:AaAa",
        "2001:db8:aaaa:bbbb:cccc:dddd:0:1,        2001:db8:aaaa:bbbb:cccc:dddd:0:1",
        "::,                                      0:0:0:0:0:0:0:0",
        "::1,                                     0:0:0:0:0:0:0:1",
        "1::,                                     1:0:0:0:0:0:0:0",
        "0:1:2:3:4:5:6:7,                         0:1:2:3:4:5:6:7",
        "::2:3:4:5:6:7,                           0:0:2:3:4:5:6:7",
        "1:2:3:4:5:6::,                           1:2:3:4:5:6:0:0",
        "1:2:3:4:5:6:7:0,                         1:2:3:4:5:6:7:0"
    })
    void an_ipv6_address_is_written_in_one_way(String written, String given) throws UnknownHostException {
        InetAddress address = InetAddress.getByName("[" + given + "]");
        assertThat(IpText.of(address)).isEqualTo(written);
        assertThat(new Address.Ip(new InetSocketAddress(address, 80))).hasToString("[" + written + "]:80");
    }

    @Test
    void an_ipv4_address_is_four_numbers() throws UnknownHostException {
        InetAddress address = InetAddress.getByName("192.0.2.1");
        assertThat(new Address.Ip(new InetSocketAddress(address, 0))).hasToString("192.0.2.1:0");
    }

    @Test
    void a_scope_follows_the_address() throws UnknownHostException {
        byte[] linkLocal = InetAddress.getByName("fe80::1").getAddress();
        InetAddress address = Inet6Address.getByAddress("named", linkLocal, 7);
        assertThat(IpText.of(address)).isEqualTo("fe80::1%7");
        assertThat(new Address.Ip(new InetSocketAddress(address, 80))).hasToString("[fe80::1%7]:80");
    }

    @Test
    void a_scope_that_is_known_by_the_name_of_its_interface_keeps_the_name() throws IOException {
        byte[] one = new byte[16];
        one[15] = 1;
        NetworkInterface networkInterface = NetworkInterface.getByInetAddress(InetAddress.getByAddress(one));
        if (networkInterface == null) {
            assertThat(System.getenv("CI")).as("no interface has ::1").isNotEqualTo("true");
            abort("no interface has ::1");
            return;
        }
        assertThat(IpText.of(Inet6Address.getByAddress(null, one, networkInterface)))
                .isEqualTo("::1%" + networkInterface.getName());
    }

    @Test
    void an_ipv4_address_within_ipv6_keeps_its_dots() throws UnknownHostException {
        // the JDK makes an Inet4Address of this one unless it is forced (section 5)
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, 1};
        assertThat(IpText.of(Inet6Address.getByAddress(null, mapped, -1))).isEqualTo("::ffff:192.0.2.1");
    }

    @ParameterizedTest
    @CsvSource({
        "::1,               0:0:0:0:0:0:0:1",
        "2001:db8::a,       2001:0DB8::000A",
        "fe80::1%eth0,      FE80:0::1%eth0",
        "fe80::1%eth:0,     fe80:0::1%eth:0",
        "::ffff:192.0.2.1,  ::FFFF:C000:201",
        "::ffff:192.0.2.1,  ::ffff:192.0.2.1"
    })
    void a_literal_in_a_spec_is_written_like_one_that_the_system_gives(String written, String given) {
        assertThat(Address.Ip.of(given, 80)).hasToString("[" + written + "]:80").isEqualTo(Address.Ip.of(written, 80));
        assertThat(ListenerSpec.parse("web=tcp://[" + given + "]:80")).isEqualTo(ListenerSpec.tcp("web", written, 80));
    }

    @Test
    void an_unresolved_name_is_not_looked_up() {
        assertThat(Address.Ip.of("no.such.host.invalid", 80)).hasToString("no.such.host.invalid:80");
        assertThat(Address.Ip.of("*", 0)).hasToString("*:0");
    }
}
