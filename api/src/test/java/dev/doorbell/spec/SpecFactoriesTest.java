package dev.doorbell.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The typed way to a spec refuses what the text refuses. */
class SpecFactoriesTest {
    private static final String NAME_RULE =
            ". Use 1 to 255 printable ASCII characters; in a spec, write ':' as %3A, '=' as %3D and '%' as %25.";

    @Test
    void names_are_checked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenerSpec.named(""))
                .withMessage("The listener name \"\" has a length that is not 1 to 255" + NAME_RULE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenerSpec.tcp("caf\u00e9", "*", 80))
                .withMessage(
                        "The listener name \"caf\u00e9\" has a character that is not printable ASCII at 3" + NAME_RULE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenerSpec.udp("d\nns", "*", 53))
                .withMessage("The listener name \"d?ns\" has a character that is not printable ASCII at 1" + NAME_RULE);
    }

    @Test
    void options_that_the_kind_does_not_have_are_refused() {
        ListenerSpec bare = ListenerSpec.named("web");
        ListenerSpec unix = ListenerSpec.unix("c", Path.of("/x"));
        ListenerSpec udp = ListenerSpec.udp("d", "*", 53);
        ListenerSpec named = ListenerSpec.of("c", Kind.UNIX_STREAM, new Address.Abstract("x"));
        assertRefused(() -> bare.backlog(1), "A bare name has no backlog.");
        assertRefused(() -> bare.ipVersion(IpVersion.V4), "A bare name has no IP version.");
        assertRefused(() -> unix.ipVersion(IpVersion.V4), "A UNIX_STREAM listener has no IP version.");
        assertRefused(() -> unix.reusePort(true), "A UNIX_STREAM listener has no reuseport.");
        assertRefused(() -> udp.backlog(1), "A UDP listener has no backlog.");
        assertRefused(() -> udp.mode(0600), "A UDP listener has no mode.");
        assertRefused(() -> named.mode(0600), "The abstract name @x has no mode: it is not a file.");
    }

    @Test
    void a_literal_is_of_the_version_that_is_asked_for() {
        ListenerSpec v4 = ListenerSpec.udp("d", "10.0.0.1", 53);
        ListenerSpec v6 = ListenerSpec.tcp("w", "::", 80);
        assertRefused(
                () -> v4.ipVersion(IpVersion.V6),
                "10.0.0.1 is an IPv4 address, and the spec is only for IPv6. Give it an IPv6 address, or ask for IPv4.");
        assertRefused(
                () -> v6.ipVersion(IpVersion.V4),
                ":: is an IPv6 address, and the spec is only for IPv4. Give it an IPv4 address, or ask for IPv6.");
        assertThat(v4.ipVersion(IpVersion.V4)).hasToString("d=udp4://10.0.0.1:53");
        assertThat(v6.ipVersion(IpVersion.V6).ipVersion(IpVersion.ANY)).isEqualTo(v6);
    }

    @Test
    void a_name_may_be_of_either_version() {
        for (String host : List.of("localhost", "*", "1.example", "a.1")) {
            ListenerSpec spec = ListenerSpec.tcp("w", host, 80);
            assertThat(spec.ipVersion(IpVersion.V4)).hasToString("w=tcp4://" + host + ":80");
            assertThat(spec.ipVersion(IpVersion.V6)).hasToString("w=tcp6://" + host + ":80");
        }
    }

    @Test
    void options_out_of_range_are_refused() {
        ListenerSpec unix = ListenerSpec.unix("c", Path.of("/x"));
        assertRefused(() -> unix.backlog(0), "expected a backlog of at least 1, got 0.");
        assertRefused(() -> unix.mode(01000), "expected an octal mode from 0 to 0777, got 01000.");
        assertRefused(() -> unix.mode(-1), "expected an octal mode from 0 to 0777, got 037777777777.");
    }

    @Test
    void the_address_suits_the_kind() {
        Address.File file = new Address.File(Path.of("/x"));
        Address.Ip ip = Address.Ip.of("::1", 80);
        assertRefused(() -> ListenerSpec.of("a", Kind.TCP, file), "A TCP listener cannot be at /x.");
        assertRefused(
                () -> ListenerSpec.of("a", Kind.UNIX_STREAM, ip), "A UNIX_STREAM listener cannot be at [::1]:80.");
        assertRefused(() -> ListenerSpec.of("a", Kind.FIFO, ip), "A FIFO listener cannot be at [::1]:80.");
        assertRefused(() -> ListenerSpec.of("a", Kind.NETLINK, file), "A NETLINK listener cannot be at /x.");
        assertRefused(
                () -> ListenerSpec.of("a", Kind.MESSAGE_QUEUE, file), "A MESSAGE_QUEUE listener cannot be at /x.");
        assertRefused(() -> ListenerSpec.of("a", Kind.CONNECTION, ip), "A spec cannot ask for the kind CONNECTION.");
        assertRefused(() -> ListenerSpec.of("a", Kind.OTHER, file), "A spec cannot ask for the kind OTHER.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "a/b",
                "[::1]",
                "::1::",
                "1:2",
                "h:80",
                "fe80::1%",
                "fe80::1%a b",
                "fe80::1%25eth0",
                "%eth0",
                "**",
                "\u00e9"
            })
    void hosts_are_checked(String host) {
        assertRefused(
                () -> ListenerSpec.tcp("web", host, 80),
                "\"" + host + "\" is neither a host name, an IP address without brackets, nor *.");
    }

    @Test
    void addresses_that_cannot_be_written_are_refused() {
        Path nowhere = Path.of("");
        assertRefused(() -> ListenerSpec.unix("c", nowhere), "expected a path of at least one character, got \"\".");
        assertRefused(
                () -> ListenerSpec.of("c", Kind.UNIX_STREAM, new Address.Abstract("")),
                "expected an abstract name of at least one character, got \"\".");
        assertRefused(
                () -> ListenerSpec.of("n", Kind.NETLINK, new Address.Netlink("route/1", 0)),
                "The netlink family \"route/1\" is not made of ASCII letters, digits, '-' and '_'.");
        assertRefused(
                () -> ListenerSpec.of("n", Kind.NETLINK, new Address.Netlink("/", 0)),
                "The netlink family \"/\" is not made of ASCII letters, digits, '-' and '_'.");
        assertRefused(
                () -> ListenerSpec.of("n", Kind.NETLINK, new Address.Netlink("", 0)),
                "The netlink family \"\" is not made of ASCII letters, digits, '-' and '_'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "jobs", "/a/b", "//", "/a\0b"})
    void queue_names_are_checked(String name) {
        assertRefused(
                () -> ListenerSpec.of("q", Kind.MESSAGE_QUEUE, new Address.MessageQueue(name)),
                "The queue name \"" + name.replace('\0', '?')
                        + "\" is not a slash and then characters other than slashes and NUL.");
    }

    @Test
    void ports_are_checked() {
        assertThatIllegalArgumentException().isThrownBy(() -> ListenerSpec.tcp("web", "*", 65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> ListenerSpec.udp("web", "*", -1));
    }

    @Test
    void an_address_that_was_looked_up_is_written_as_the_literal() throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress("my.host", new byte[] {10, 0, 0, 1});
        ListenerSpec spec = ListenerSpec.of("web", Kind.TCP, new Address.Ip(new InetSocketAddress(address, 80)));
        assertThat(spec).isEqualTo(ListenerSpec.parse("web=tcp://10.0.0.1:80"));
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }
}
