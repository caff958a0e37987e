package dev.doorbell.units;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dd.plist.NSArray;
import com.dd.plist.NSDictionary;
import com.dd.plist.NSObject;
import com.dd.plist.XMLPropertyListParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The property list, read by a parser of property lists. */
class LaunchdPlistTest {
    private final List<String> warnings = new ArrayList<>();

    @Test
    void a_job_has_this_tree() throws Exception {
        ServiceDeclaration echo = Declared.echo("http=tcp://127.0.0.1:8080")
                .label("dev.example.echo")
                .user("_www")
                .idleExit(Duration.ofSeconds(90))
                .build();
        assertThat(plist(echo).name()).isEqualTo("dev.example.echo.plist");
        assertThat(job(echo))
                .isEqualTo(Map.of(
                        "Label",
                        "dev.example.echo",
                        "ProgramArguments",
                        List.of("/usr/bin/java", "-jar", "/opt/echo/echo.jar"),
                        "Sockets",
                        Map.of(
                                "http",
                                Map.of("SockNodeName", "127.0.0.1", "SockServiceName", "8080", "SockType", "stream")),
                        "UserName",
                        "_www",
                        "EnvironmentVariables",
                        Map.of("DOORBELL_IDLE_EXIT", "90"),
                        "ExitTimeOut",
                        90,
                        "ProcessType",
                        "Interactive"));
    }

    @Test
    void an_agent_loads_without_a_desktop_session_and_asks_for_no_longer_end_than_it_gets() throws Exception {
        Map<?, ?> job = job(Declared.echo("a=tcp://*:1").userUnit(true).build());
        assertThat(job.get("LimitLoadToSessionType")).isEqualTo(List.of("Aqua", "Background"));
        assertThat(job.get("ExitTimeOut")).isEqualTo(60);
    }

    @Test
    void a_job_that_says_nothing_would_be_killed_after_5_seconds() throws Exception {
        Map<?, ?> job = job(Declared.echo("a=tcp://*:1").build());
        assertThat(job.get("ExitTimeOut")).isEqualTo(90);
        assertThat(job.containsKey("LimitLoadToSessionType")).as("a daemon").isFalse();
    }

    static Arguments[] sockets() {
        return new Arguments[] {
            Arguments.of("tcp://*:80", Map.of("SockServiceName", "80", "SockType", "stream", "SockFamily", "IPv4v6")),
            Arguments.of(
                    "tcp://[::]:80", Map.of("SockServiceName", "80", "SockType", "stream", "SockFamily", "IPv4v6")),
            Arguments.of("tcp4://*:80", Map.of("SockServiceName", "80", "SockType", "stream", "SockFamily", "IPv4")),
            Arguments.of("udp://*:80", Map.of("SockServiceName", "80", "SockType", "dgram", "SockFamily", "IPv4v6")),
            Arguments.of("udp6://*:80", Map.of("SockServiceName", "80", "SockType", "dgram", "SockFamily", "IPv6")),
            Arguments.of(
                    "tcp://localhost:80",
                    Map.of("SockNodeName", "localhost", "SockServiceName", "80", "SockType", "stream")),
            Arguments.of("udp://[::1]:80", Map.of("SockNodeName", "::1", "SockServiceName", "80", "SockType", "dgram")),
            Arguments.of("unix:///var/run/x", Map.of("SockPathName", "/var/run/x", "SockType", "stream")),
            Arguments.of(
                    "unixgram:///var/run/x?mode=0660",
                    Map.of("SockPathName", "/var/run/x", "SockType", "dgram", "SockPathMode", 432)),
        };
    }

    @ParameterizedTest
    @MethodSource("sockets")
    void every_kind_and_option_has_its_keys(String uri, Map<String, Object> expected) throws Exception {
        assertThat(sockets(job(Declared.echo("x=" + uri).build()))).isEqualTo(Map.of("x", expected));
    }

    @Test
    void every_name_has_its_dictionary() throws Exception {
        Map<?, ?> sockets =
                sockets(job(Declared.echo("a&b=tcp://*:80", "c=tcp://*:81").build()));
        assertThat(sockets.keySet()).isEqualTo(Set.of("a&b", "c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<&>\"'", "]]>", "<![CDATA[", "&amp;", " a ", "", "a\nb\tc", "%h $HOME", "é\ud83d\ude00"})
    void arguments_come_back_as_they_were(String argument) throws Exception {
        ServiceDeclaration echo =
                Declared.echo("a=tcp://*:1").command("/bin/x", argument).build();
        assertThat(job(echo).get("ProgramArguments")).isEqualTo(List.of("/bin/x", argument));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0", "\u0001", "a\rb", "\ud83d", "\uffff"})
    void what_xml_cannot_hold_is_refused(String argument) {
        ServiceDeclaration echo =
                Declared.echo("a=tcp://*:1").command("/bin/x", argument).build();
        assertThatThrownBy(() -> plist(echo)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http|bare name",
                "x=unix:@x|abstract",
                "x=unixpacket:///x|UNIX_SEQPACKET",
                "x=fifo:///x|FIFO",
                "x=fifo:///x?mode=0600|FIFO",
                "x=unixpacket:///x?mode=0600|UNIX_SEQPACKET",
                "x=special:///dev/null|SPECIAL",
                "x=netlink:route|NETLINK",
                "x=mqueue:///x|MESSAGE_QUEUE",
                "x=tcp://*:0|port 0",
                "x=unix:x|relative path",
                "x=unix:///|directory",
                "x=tcp://010.0.0.1:80|read that host differently",
                "x=tcp://127.1:80|read that host differently",
            })
    void what_launchd_cannot_express_is_named(String spec, String reason) {
        ServiceDeclaration echo = Declared.echo(spec).build();
        assertThatThrownBy(() -> plist(echo))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("launchd cannot listen for \"" + spec + "\": ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://*:80?backlog=3, backlog, tcp://*:80",
        "unix:///x?mode=0600&backlog=3, backlog, unix:///x?mode=0600",
        "udp://*:80?reuseport=true, reuseport, udp://*:80",
    })
    void what_launchd_cannot_tune_is_left_out_with_a_warning(String uri, String option, String without)
            throws Exception {
        Map<?, ?> expected = sockets(job(Declared.echo("x=" + without).build()));
        assertThat(sockets(job(Declared.echo("x=" + uri).build()))).isEqualTo(expected);
        assertThat(warnings)
                .containsExactly("launchd has no key for the " + option + " of \"x=" + uri
                        + "\": it is left out. Omit the option.");
    }

    @Test
    void what_launchd_can_express_needs_no_warning() {
        plist(Declared.echo("x=unix:///x?mode=0600", "y=tcp://localhost:80").build());
        assertThat(warnings).isEmpty();
    }

    @Test
    void listeners_that_share_a_port_cannot_do_without_reuseport() {
        ServiceDeclaration echo = Declared.echo("a=tcp://*:80?reuseport=true", "b=tcp://*:80?reuseport=true")
                .build();
        assertThatThrownBy(() -> plist(echo))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"a\" and \"b\"", "the same address");
    }

    @Test
    void a_path_is_as_long_as_an_address_of_macos_can_be() throws Exception {
        String longest = "/" + "x".repeat(102);
        assertThat(sockets(job(Declared.echo("x=unix://" + longest).build())).keySet())
                .isEqualTo(Set.of("x"));
        assertThatThrownBy(() -> job(Declared.echo("x=unix://" + longest + "x").build()))
                .hasMessageContaining("103 bytes");
    }

    @Test
    void launchd_knows_users_by_name() {
        ServiceDeclaration echo = Declared.echo("a=tcp://*:1").user("0").build();
        assertThatThrownBy(() -> plist(echo))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContainingAll("launchd", "user number 0");
    }

    @Test
    void launchd_is_not_told_of_readiness() {
        ServiceDeclaration echo = Declared.echo("a=tcp://*:1").notify(true).build();
        assertThatThrownBy(() -> plist(echo))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("ready");
    }

    private UnitFile plist(ServiceDeclaration service) {
        warnings.clear();
        return LaunchdPlist.of(service, warnings::add);
    }

    private Map<?, ?> job(ServiceDeclaration service) throws Exception {
        String text = plist(service).text();
        Map<String, Object> job = new HashMap<>();
        ((NSDictionary) XMLPropertyListParser.parse(text.getBytes(UTF_8)))
                .forEach((key, value) ->
                        job.put(key, value instanceof NSArray array ? words(array) : value.toJavaObject()));
        return job;
    }

    private static List<String> words(NSArray array) {
        return Arrays.stream(array.getArray()).map(NSObject::toString).toList();
    }

    private static Map<?, ?> sockets(Map<?, ?> job) {
        return (Map<?, ?>) Objects.requireNonNull(job.get("Sockets"));
    }
}
