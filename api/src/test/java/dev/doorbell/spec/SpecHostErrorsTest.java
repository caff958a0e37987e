package dev.doorbell.spec;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The errors of a bad host or port, and the character that it points at. */
class SpecHostErrorsTest {
    private static final String NO_SLASHES = "expected // here, as in tcp://127.0.0.1:8080.";
    private static final String HOST_RULE =
            "a host name has ASCII letters, digits, '.', '-' and '_' only; * stands alone.";
    private static final String NO_PORT = "expected :PORT at the end of the address.";
    private static final String IN_BRACKETS = "an IPv6 address stands in brackets, as in tcp://[::1]:8080.";

    private static final String FRAGMENT = "a spec has no fragment; write # as %23.";

    private static final String NO_BRACKET = "expected ] after the IPv6 address.";
    private static final String SCOPE_RULE = "the name or number of a network interface follows the %.";
    private static final String PLAIN_PERCENT =
            "the % before a network interface is not escaped: write %eth0, not %25eth0.";

    private static final String FOR_V4 = ", and the spec is only for IPv4. Give it an IPv4 address, or ask for IPv6.";
    private static final String FOR_V6 = ", and the spec is only for IPv6. Give it an IPv6 address, or ask for IPv4.";

    static List<BadSpec> hosts() {
        return List.of(
                BadSpec.of("web=tcp:^", NO_SLASHES),
                BadSpec.of("web=tcp:^h:80", NO_SLASHES),
                BadSpec.of("web=udp:^/h:80", NO_SLASHES),
                BadSpec.of("web=tcp://^:80", "expected a host name, an IP address or * before the port."),
                BadSpec.of("web=tcp://host^ name:80", HOST_RULE),
                BadSpec.of("web=tcp://h^/x:80", HOST_RULE),
                BadSpec.of("web=tcp://user^@h:80", HOST_RULE),
                BadSpec.of("web=tcp://^%68:80", HOST_RULE),
                BadSpec.of("web=tcp://a^]:80", HOST_RULE),
                BadSpec.of("web=tcp://a^`:80", HOST_RULE),
                BadSpec.of("web=tcp://a^{:80", HOST_RULE),
                BadSpec.of("web=tcp://a^[:80", HOST_RULE),
                BadSpec.of("web=tcp://a^]b:80", HOST_RULE),
                BadSpec.of("web=tcp://m^\u00fcnchen:80", HOST_RULE),
                BadSpec.of("web=tcp://^\u0661.1.1.1:80", HOST_RULE),
                BadSpec.of("web=tcp://a^*:80", HOST_RULE),
                BadSpec.of("web=tcp://^**:80", HOST_RULE),
                BadSpec.of("web=tcp://^*.example:80", HOST_RULE));
    }

    static List<BadSpec> ipv6() {
        return List.of(
                BadSpec.of("web=tcp://^::1:80", IN_BRACKETS),
                BadSpec.of("web=tcp://fe80^::1:80", IN_BRACKETS),
                BadSpec.of("web=tcp://[::1^", NO_BRACKET),
                BadSpec.of("web=tcp://[:80^", NO_BRACKET),
                BadSpec.of("web=tcp://[^?backlog=1", NO_BRACKET),
                BadSpec.of("web=tcp://[::1]^", NO_PORT),
                BadSpec.of("web=tcp://[::1]^]:80", "expected :PORT after the ]."),
                BadSpec.of("web=tcp://[fe80::1%^]:80", SCOPE_RULE),
                BadSpec.of("web=tcp://[fe80::1%^%]:80", SCOPE_RULE),
                BadSpec.of("web=tcp://[fe80::1%eth^ 0]:80", SCOPE_RULE),
                BadSpec.of("web=tcp://[fe80::1%^\u007f]:80", SCOPE_RULE).echoedAs("web=tcp://[fe80::1%?]:80"),
                BadSpec.of("web=tcp://[fe80::1%^25eth0]:80", PLAIN_PERCENT),
                BadSpec.of("web=tcp://[::1]^80", "expected :PORT after the ]."),
                BadSpec.of("web=tcp://[::1]^x:80", "expected :PORT after the ]."),
                BadSpec.of("web=tcp://[^]:80", notIpv6("")),
                BadSpec.of("web=tcp://[^localhost]:80", notIpv6("localhost")),
                BadSpec.of("web=tcp://[^127.0.0.1]:80", notIpv6("127.0.0.1")),
                BadSpec.of("web=tcp://[^1:2]:80", notIpv6("1:2")),
                BadSpec.of("web=tcp://[^::1::2]:80", notIpv6("::1::2")),
                BadSpec.of("web=tcp://[^\uff11::1]:80", notIpv6("\uff11::1")),
                BadSpec.of("web=tcp://[^12345::]:80", notIpv6("12345::")));
    }

    static List<BadSpec> ports() {
        return List.of(
                BadSpec.of("web=tcp://^", NO_PORT),
                BadSpec.of("web=tcp://h^", NO_PORT),
                BadSpec.of("web=tcp://h^?backlog=1", NO_PORT),
                BadSpec.of("web=tcp://h^?:80", NO_PORT),
                BadSpec.of("web=tcp:^?//h:80", NO_SLASHES),
                BadSpec.of("web=tcp://h:80^#frag", FRAGMENT),
                BadSpec.of("web=tcp://h^#frag:80", FRAGMENT),
                badPort(""),
                badPort("99999"),
                badPort("65536"),
                badPort("-1"),
                badPort("+1"),
                badPort("http"),
                badPort("80/"),
                badPort(" 80"),
                badPort("0x50"),
                badPort("4294967376"),
                badPort("9".repeat(400)),
                badPort("\u0663"),
                badPort("8\u0660"));
    }

    static List<BadSpec> versions() {
        return List.of(
                BadSpec.of("web=tcp4://^[::1]:80", "::1 is an IPv6 address" + FOR_V4),
                BadSpec.of("web=udp4://^[::]:80?reuseport=true", ":: is an IPv6 address" + FOR_V4),
                BadSpec.of("web=TCP4://^[::FFFF:1.2.3.4]:80", "::ffff:1.2.3.4 is an IPv6 address" + FOR_V4),
                BadSpec.of("web=tcp4://^[fe80::1%lo]:80", "fe80::1%lo is an IPv6 address" + FOR_V4),
                BadSpec.of("web=tcp6://^127.0.0.1:80", "127.0.0.1 is an IPv4 address" + FOR_V6),
                BadSpec.of("web=tcp6://^198.51.100.9:80", "198.51.100.9 is an IPv4 address" + FOR_V6),
                BadSpec.of("web=udp6://^0.0.0.0:80", "0.0.0.0 is an IPv4 address" + FOR_V6));
    }

    private static BadSpec badPort(String port) {
        return BadSpec.of("web=tcp://h:^" + port, "expected a port from 0 to 65535, got \"" + port + "\".");
    }

    private static String notIpv6(String text) {
        return "\"" + text + "\" is not an IPv6 address.";
    }

    @ParameterizedTest
    @MethodSource({"hosts", "ipv6", "ports", "versions"})
    void the_complaint_points_at_the_character(BadSpec bad) {
        bad.check();
    }
}
