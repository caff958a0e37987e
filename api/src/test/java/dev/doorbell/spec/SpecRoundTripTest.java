package dev.doorbell.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts that read back as they were written, and the typed form of a spec is the same value as its text. */
class SpecRoundTripTest {
    static List<Arguments> typedForms() {
        return List.of(
                Arguments.of("http", ListenerSpec.named("http")),
                Arguments.of("my http!", ListenerSpec.named("my http!")),
                Arguments.of("100%25", ListenerSpec.named("100%")),
                Arguments.of("x%3Dy", ListenerSpec.named("x=y")),
                Arguments.of("%3D%3A%25=tcp://h:80", ListenerSpec.tcp("=:%", "h", 80)),
                Arguments.of("org.xquartz%3A0=unix:///tmp/x", ListenerSpec.unix("org.xquartz:0", Path.of("/tmp/x"))),
                Arguments.of("web=tcp://localhost:8080", ListenerSpec.tcp("web", "localhost", 8080)),
                Arguments.of("web=tcp://127.0.0.1:0", ListenerSpec.tcp("web", "127.0.0.1", 0)),
                Arguments.of("web=tcp://az.AZ.09:1", ListenerSpec.tcp("web", "az.AZ.09", 1)),
                Arguments.of("web=tcp://*:65535", ListenerSpec.tcp("web", "*", 65535)),
                Arguments.of("web=tcp://[::1]:80", ListenerSpec.tcp("web", "::1", 80)),
                Arguments.of("web=tcp://[fe80::1%eth0]:80", ListenerSpec.tcp("web", "fe80::1%eth0", 80)),
                Arguments.of("web=tcp://[fe80::1%25]:80", ListenerSpec.tcp("web", "fe80::1%25", 80)),
                Arguments.of("web=tcp://[fe80::1%251]:80", ListenerSpec.tcp("web", "fe80::1%251", 80)),
                Arguments.of("dns=udp://a_b-c.example:53", ListenerSpec.udp("dns", "a_b-c.example", 53)),
                Arguments.of(
                        "web=tcp4://localhost:80",
                        ListenerSpec.tcp("web", "localhost", 80).ipVersion(IpVersion.V4)),
                Arguments.of(
                        "web=tcp6://[::]:80", ListenerSpec.tcp("web", "::", 80).ipVersion(IpVersion.V6)),
                Arguments.of("dns=udp4://*:53", ListenerSpec.udp("dns", "*", 53).ipVersion(IpVersion.V4)),
                Arguments.of("dns=udp6://*:53", ListenerSpec.udp("dns", "*", 53).ipVersion(IpVersion.V6)));
    }

    static List<Arguments> typedFormsOfOtherKinds() {
        return List.of(
                Arguments.of("c=unix:///run/x.sock", ListenerSpec.unix("c", Path.of("/run/x.sock"))),
                Arguments.of("c=unix:run/x.sock", ListenerSpec.unix("c", Path.of("run/x.sock"))),
                Arguments.of("c=unix:%40name", of(Kind.UNIX_STREAM, file("@name"))),
                Arguments.of("c=unix:@name", of(Kind.UNIX_STREAM, new Address.Abstract("name"))),
                Arguments.of("c=unix:@%20a%00b", of(Kind.UNIX_STREAM, new Address.Abstract(" a\0b"))),
                Arguments.of("c=unixpacket:///x", of(Kind.UNIX_SEQPACKET, file("/x"))),
                Arguments.of("c=unixpacket:@@", of(Kind.UNIX_SEQPACKET, new Address.Abstract("@"))),
                Arguments.of("c=unixgram:///a%25b%3Fc%23d%20e", of(Kind.UNIX_DATAGRAM, file("/a%b?c#d e"))),
                Arguments.of("c=unixgram:@\u00e9", of(Kind.UNIX_DATAGRAM, new Address.Abstract("\u00e9"))),
                Arguments.of("c=fifo:///run/pipe", of(Kind.FIFO, file("/run/pipe"))),
                Arguments.of("c=special:///dev/null", of(Kind.SPECIAL, file("/dev/null"))),
                Arguments.of("c=netlink:route", of(Kind.NETLINK, new Address.Netlink("route", 0))),
                Arguments.of("c=netlink:kobject-uevent/1", of(Kind.NETLINK, new Address.Netlink("kobject-uevent", 1))),
                Arguments.of("c=mqueue:///jobs", of(Kind.MESSAGE_QUEUE, new Address.MessageQueue("/jobs"))));
    }

    static List<Arguments> typedOptions() {
        return List.of(
                Arguments.of(
                        "c=unix:///x?mode=0660&backlog=128",
                        ListenerSpec.unix("c", Path.of("/x")).backlog(128).mode(0660)),
                Arguments.of(
                        "c=unix:///x?mode=00",
                        ListenerSpec.unix("c", Path.of("/x")).mode(0)),
                Arguments.of("c=fifo:///x?mode=0777", of(Kind.FIFO, file("/x")).mode(0777)),
                Arguments.of(
                        "c=mqueue:///x?mode=01",
                        of(Kind.MESSAGE_QUEUE, new Address.MessageQueue("/x")).mode(1)),
                Arguments.of(
                        "c=unixpacket:@x?backlog=1",
                        of(Kind.UNIX_SEQPACKET, new Address.Abstract("x")).backlog(1)),
                Arguments.of(
                        "web=tcp://h:80?backlog=2147483647&reuseport=true",
                        ListenerSpec.tcp("web", "h", 80)
                                .backlog(Integer.MAX_VALUE)
                                .reusePort(true)),
                Arguments.of(
                        "dns=udp://h:53?reuseport=true",
                        ListenerSpec.udp("dns", "h", 53).reusePort(true)));
    }

    private static ListenerSpec of(Kind kind, Address address) {
        return ListenerSpec.of("c", kind, address);
    }

    private static Address file(String path) {
        return new Address.File(Path.of(path));
    }

    @ParameterizedTest
    @MethodSource({"typedForms", "typedFormsOfOtherKinds", "typedOptions"})
    void text_and_typed_form_are_the_same_spec(String text, ListenerSpec typed) {
        Specs.assertSame(ListenerSpec.parse(text), typed);
        assertThat(typed).hasToString(text);
        assertThat(ListenerSpec.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "web=TCP://h:80,                                    web=tcp://h:80",
        "%77eb%2F=tcp://h:80,                               web/=tcp://h:80",
        "%6frg.xquartz%3a0=tcp://h:80,                      org.xquartz%3A0=tcp://h:80",
        "web=Tcp6://h:80,                                   web=tcp6://h:80",
        "c=UnixPacket:@X,                                   c=unixpacket:@X",
        "q=MQUEUE:///Q,                                     q=mqueue:///Q",
        "web=tcp://h:0080,                                  web=tcp://h:80",
        "web=tcp://h:80?reuseport=false,                    web=tcp://h:80",
        "web=tcp://h:80?reuseport=true&backlog=007,         web=tcp://h:80?backlog=7&reuseport=true",
        "c=unix:///x?mode=660,                              c=unix:///x?mode=0660",
        "c=unix:/x,                                         c=unix:///x",
        "c=unix:////x,                                      c=unix:///x",
        "c=unix:///%78,                                     c=unix:///x",
        "c=unix:@%C3%A9,                                    c=unix:@\u00e9",
        "c=unix:@a b,                                       c=unix:@a%20b",
        "c=netlink:route/0,                                 c=netlink:route",
        "q=mqueue:/jobs,                                    q=mqueue:///jobs",
        "q=mqueue:///%6aobs,                                q=mqueue:///jobs"
    })
    void other_spellings_are_written_in_one_way(String text, String canonical) {
        Specs.assertSame(ListenerSpec.parse(text), ListenerSpec.parse(canonical));
        assertThat(ListenerSpec.parse(text)).hasToString(canonical);
    }

    @Test
    void the_scheme_tells_kind_and_version() {
        assertThat(ListenerSpec.parse("a=tcp://h:1").ipVersion()).isEqualTo(IpVersion.ANY);
        assertThat(ListenerSpec.parse("a=tcp4://h:1").ipVersion()).isEqualTo(IpVersion.V4);
        assertThat(ListenerSpec.parse("a=udp6://h:1").ipVersion()).isEqualTo(IpVersion.V6);
        assertThat(ListenerSpec.parse("a=udp6://h:1").kind()).contains(Kind.UDP);
        assertThat(ListenerSpec.parse("a=unixpacket:x").kind()).contains(Kind.UNIX_SEQPACKET);
    }

    @Test
    void a_bare_name_has_neither_kind_nor_address() {
        ListenerSpec bare = ListenerSpec.parse("http");
        assertThat(bare.isBareName()).isTrue();
        assertThat(bare.kind()).isEmpty();
        assertThat(bare.address()).isEmpty();
        assertThat(bare.options()).isEqualTo(ListenerOptions.NONE);
    }

    @Test
    void specs_that_differ_in_anything_are_not_equal() {
        assertThat(List.of(
                        "a", "b", "a=tcp://h:1", "a=tcp://h:2", "a=udp://h:1", "a=tcp4://h:1", "a=tcp://h:1?backlog=1"))
                .map(ListenerSpec::parse)
                .doesNotHaveDuplicates();
        assertThat(ListenerSpec.named("a")).isNotEqualTo("a");
    }
}
