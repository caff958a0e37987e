package dev.doorbell.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketUnitTest {
    @Test
    void a_unit_is_this_text() {
        assertThat(Declared.socket("http=tcp://127.0.0.1:8080")).isEqualTo("""
                        [Unit]
                        Description=echo

                        [Socket]
                        ListenStream=127.0.0.1:8080
                        FileDescriptorName=http

                        [Install]
                        WantedBy=sockets.target
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:80, ListenStream=127.0.0.1:80",
        "tcp://*:80, ListenStream=80",
        "tcp4://*:80, ListenStream=0.0.0.0:80",
        "tcp6://*:80, ListenStream=[::]:80",
        "tcp://[::1]:80, ListenStream=[::1]:80",
        "udp://*:53, ListenDatagram=53",
        "udp4://10.0.0.1:53, ListenDatagram=10.0.0.1:53",
        "udp://[fe80::1%eth0]:53, ListenDatagram=[fe80::1]:53%%eth0",
        "unix:///run/x.sock, ListenStream=/run/x.sock",
        "unix:@x, ListenStream=@x",
        "unixpacket:///run/x, ListenSequentialPacket=/run/x",
        "unixgram:@x, ListenDatagram=@x",
        "fifo:///run/x, ListenFIFO=/run/x",
        "special:///dev/null, ListenSpecial=/dev/null",
        "netlink:kobject-uevent/1, ListenNetlink=kobject-uevent 1",
        "netlink:route, ListenNetlink=route",
        "netlink:21, ListenNetlink=21",
        "mqueue:///x, ListenMessageQueue=/x",
    })
    void every_kind_has_its_key(String uri, String line) {
        assertThat(Declared.socket("x=" + uri).lines()).containsOnlyOnce(line);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://localhost:80, ListenStream=127.0.0.1:80, ListenStream=[::1]:80",
        "tcp://LocalHost:80?backlog=3, ListenStream=127.0.0.1:80, ListenStream=[::1]:80",
        "udp://localhost:80, ListenDatagram=127.0.0.1:80, ListenDatagram=[::1]:80",
    })
    void localhost_is_both_loopback_addresses(String uri, String ipv4, String ipv6) {
        assertThat(Declared.socket("x=" + uri).lines().filter(line -> line.startsWith("Listen")))
                .containsExactly(ipv4, ipv6);
        assertThat(Declared.socket("x=" + uri)).contains("\n# On a machine without IPv6, remove the second address.\n");
    }

    @ParameterizedTest
    @CsvSource({"tcp4://localhost:80, ListenStream=127.0.0.1:80", "udp6://localhost:80, ListenDatagram=[::1]:80"})
    void localhost_of_one_ip_version_is_one_loopback_address(String uri, String only) {
        assertThat(Declared.socket("x=" + uri).lines().filter(line -> line.startsWith("Listen")))
                .containsExactly(only);
        assertThat(Declared.socket("x=" + uri)).doesNotContain("without IPv6");
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://*:80, both",
        "tcp://[::]:80, both",
        "udp://*:80, both",
        "tcp6://*:80, ipv6-only",
        "tcp6://[::1]:80, ipv6-only",
    })
    void the_ip_versions_are_said(String uri, String only) {
        assertThat(Declared.value(Declared.socket("x=" + uri), "BindIPv6Only")).isEqualTo(only);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp4://*:80", "tcp://127.0.0.1:80", "tcp://[::1]:80", "unix:@x"})
    void the_ip_versions_are_not_said_where_there_is_but_one(String uri) {
        assertThat(Declared.socket("x=" + uri)).doesNotContain("BindIPv6Only");
    }

    @ParameterizedTest
    @CsvSource({
        "unix:///run/x?mode=0660, SocketMode=0660",
        "unix:///run/x?mode=7, SocketMode=0007",
        "unix:///run/x?mode=0, SocketMode=0000",
        "fifo:///run/x?mode=0600, SocketMode=0600",
        "mqueue:///x?mode=0600, SocketMode=0600",
        "tcp://*:80?backlog=12, Backlog=12",
        "unixpacket:///run/x?backlog=1, Backlog=1",
        "tcp://*:80?reuseport=true, ReusePort=yes",
        "udp://*:80?reuseport=true, ReusePort=yes",
    })
    void every_option_has_its_key(String uri, String line) {
        assertThat(Declared.socket("x=" + uri).lines()).containsOnlyOnce(line);
    }

    @Test
    void what_was_not_asked_for_is_not_there() {
        assertThat(Declared.socket("x=unix:///run/x"))
                .doesNotContain("SocketMode", "Backlog", "ReusePort", "BindIPv6Only", "Writable");
        assertThat(Declared.socket("x=tcp://*:80?reuseport=false")).doesNotContain("ReusePort");
    }

    @ParameterizedTest
    @CsvSource({"/dev/null, true", "/proc/mounts, false", "/sys/x, false"})
    void a_device_is_opened_for_writing_and_a_file_of_the_kernels_is_not(String path, boolean writable) {
        assertThat(Declared.socket("x=special://" + path).contains("\nWritable=yes\n"))
                .isEqualTo(writable);
    }

    @Test
    void percent_signs_are_no_specifiers() {
        String unit = Declared.socket("a%25h=unix:///run/%25t/x");
        assertThat(Declared.value(unit, "ListenStream")).isEqualTo("/run/%%t/x");
        assertThat(Declared.value(unit, "FileDescriptorName")).isEqualTo("a%%h");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http|bare name",
                "x=tcp://www.example.org:80|no host name",
                "x=tcp://1.2.3:80|no host name",
                "x=tcp://*:0|port 0",
                "x=unix:run/x|relative path",
                "x=fifo:x|relative path",
                "x=tcp://010.0.0.1:80|no host name",
                "x=unix:///|is a directory",
                "x=unix:///run/../x|\"..\"",
                "x=fifo:///run/..|\"..\"",
                "x=special:///dev/../dev/tty|\"..\"",
                "x=netlink:nonsense|netlink family \"nonsense\"",
            })
    void what_systemd_cannot_express_is_named(String spec, String reason) {
        assertThatThrownBy(() -> Declared.socket(spec))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("systemd cannot listen for \"" + spec + "\": ")
                .hasMessageContaining(reason);
    }

    @Test
    void a_name_may_have_an_equals_sign_and_no_colon() {
        assertThat(Declared.value(Declared.socket("x%3Dy=unix:///run/x"), "FileDescriptorName"))
                .isEqualTo("x=y");
        assertThatThrownBy(() -> Declared.socket("org.xquartz%3A0=unix:///run/x"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("\"org.xquartz:0\"")
                .hasMessageContaining("no colon");
    }

    @Test
    void a_path_is_as_long_as_an_address_can_be() {
        String longest = "/run/" + "x".repeat(102);
        assertThat(Declared.value(Declared.socket("x=unix://" + longest), "ListenStream"))
                .isEqualTo(longest);
        assertThatThrownBy(() -> Declared.socket("x=unix://" + longest + "x")).hasMessageContaining("107 bytes");
        assertThat(Declared.value(Declared.socket("x=fifo://" + longest + "x"), "ListenFIFO"))
                .isEqualTo(longest + "x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"unix:///run/x%0Ay", "unix:///run/x%20", "unix:///run/x\\", "unix:@x%00y", "mqueue:///x%09"})
    void an_address_that_no_line_can_hold_is_refused(String uri) {
        assertThatThrownBy(() -> Declared.socket("x=" + uri)).isInstanceOf(IllegalArgumentException.class);
    }
}
