package dev.doorbell.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.spec.ListenerSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceDeclarationTest {
    @Test
    void what_is_not_said_follows_from_the_name() {
        ServiceDeclaration echo = Declared.echo("http=tcp://*:80").build();
        assertThat(echo.label).isEqualTo("echo");
        assertThat(echo.description).isEqualTo("echo");
        assertThat(echo.user).isEmpty();
        assertThat(echo.idleExit).isEmpty();
        assertThat(echo.sandbox).isTrue();
        assertThat(echo.notify).isFalse();
        assertThat(echo.userUnit).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a@", "../a", "a/b", ".a", "-a", "a%i", "a\n", "é", "a:b", "a\\x2d"})
    void a_name_is_that_of_a_file_and_of_a_unit(String name) {
        assertThatThrownBy(() -> ServiceDeclaration.named(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Declared.echo().label(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo.service", "echo.socket"})
    void a_name_has_no_suffix_of_a_unit_and_a_label_may_look_like_one(String name) {
        assertThatThrownBy(() -> ServiceDeclaration.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
        assertThat(Declared.echo("a=tcp://*:1").label(name).build().label).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "-a", "a\nUser=root", "a%u", "+x", "65535", "4294967295", "99999999999"})
    void an_account_has_a_name_that_accounts_have(String user) {
        assertThatThrownBy(() -> Declared.echo().user(user)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nExecStart=/bin/sh", "a\rb"})
    void a_description_is_one_line(String text) {
        assertThatThrownBy(() -> Declared.echo().description(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_message_has_no_control_character() {
        assertThatThrownBy(() -> Declared.echo().description("a\u001b[2J"))
                .hasMessageStartingWith("The description \"a\\x1b[2J\" contains a control character.");
    }

    @Test
    void there_is_something_to_listen_on_and_something_to_start() {
        assertThatThrownBy(() -> Declared.echo().build()).hasMessageContaining("no listener");
        assertThatThrownBy(() -> Declared.echo("a=tcp://*:1").command().build()).hasMessageContaining("no command");
    }

    @Test
    void a_name_stands_for_one_listener() {
        assertThatThrownBy(() -> Declared.echo("a=tcp://*:1", "a=udp://*:1").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Two specs have the name \"a\"");
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://*:80, tcp://*:80",
        "tcp://*:80, tcp://[::]:80",
        "tcp://*:80, tcp4://*:80",
        "tcp://0.0.0.0:80, tcp4://*:80",
        "tcp://*:80, tcp://0.0.0.0:80",
        "tcp4://127.0.0.1:80, tcp://127.0.0.1:80",
        "udp://127.0.0.1:80, udp://127.0.0.1:80?reuseport=true",
        "unix:///run/x, unixpacket:///run/x?mode=0600",
        "unix:@x, unix:@x?backlog=3",
    })
    void an_address_is_one_listeners(String one, String other) {
        for (String specs : List.of(one + " " + other, other + " " + one)) {
            String[] both = specs.split(" ", -1);
            assertThatThrownBy(
                            () -> Declared.echo("a=" + both[0], "b=" + both[1]).build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("\"a\" and \"b\"", "the same address");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://*:80, tcp://127.0.0.1:80",
        "tcp://*:80, tcp://[::1]:80",
        "tcp://*:80, tcp://[::1]:80?reuseport=true",
        "tcp://*:80, tcp://[fe80::1%eth0]:80",
        "tcp://*:80, tcp://[::ffff:127.0.0.1]:80",
        "tcp://*:80, tcp://localhost:80",
        "tcp://*:80, tcp://other.example:80",
        "tcp4://*:80, tcp://127.0.0.1:80",
        "tcp4://*:80, tcp://localhost:80",
        "tcp6://*:80, tcp://[::1]:80",
        "tcp6://*:80, tcp6://localhost:80",
        "tcp://[::]:80, tcp://127.0.0.1:80",
        "tcp6://[::]:80, tcp://[::1]:80",
        "tcp://0.0.0.0:80, tcp://127.0.0.1:80",
        "tcp://0.0.0.0:80, tcp://[::ffff:127.0.0.1]:80",
        "tcp://0.0.0.0:80, tcp://localhost:80",
        "tcp://0.0.0.0:80, tcp4://other.example:80",
    })
    void a_wildcard_and_an_address_that_it_covers_cannot_both_start(String wildcard, String covered) {
        for (String specs : List.of(wildcard + " " + covered, covered + " " + wildcard)) {
            String[] both = specs.split(" ", -1);
            assertThatThrownBy(
                            () -> Declared.echo("a=" + both[0], "b=" + both[1]).build())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("\"a\" and \"b\"", "cannot both start", ":80", "its own port");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:80, tcp://[::ffff:127.0.0.1]:80",
        "tcp://127.0.0.1:80, tcp://localhost:80",
        "tcp://[::1]:80, tcp6://localhost:80",
        "tcp4://localhost:80, tcp://localhost:80",
    })
    void an_address_has_several_spellings(String one, String other) {
        assertThatThrownBy(() -> Declared.echo("a=" + one, "b=" + other).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"a\" and \"b\"", "the same address");
    }

    @ParameterizedTest
    @CsvSource({
        "tcp6://[::]:80, tcp://127.0.0.1:80",
        "tcp6://*:80, tcp4://localhost:80",
        "tcp6://*:80, tcp://[::ffff:127.0.0.1]:80",
        "tcp4://*:80, tcp://[::1]:80",
        "tcp://0.0.0.0:80, tcp6://localhost:80",
        "tcp://0.0.0.0:80, tcp://[::1]:80",
        "tcp://*:80?reuseport=true, tcp://127.0.0.1:80?reuseport=true",
        "tcp4://localhost:80, tcp6://localhost:80",
        "udp://*:80, udp://127.0.0.1:80",
        "udp://0.0.0.0:80, udp://127.0.0.1:80",
        "tcp://*:80, udp://*:80",
        "tcp://*:80, tcp://*:81",
        "tcp4://*:80, tcp6://*:80",
        "tcp://0.0.0.0:80, tcp6://*:80",
        "tcp://127.0.0.1:80, tcp://[::1]:80",
        "tcp://*:80?reuseport=true, tcp://*:80?reuseport=true",
        "unix:@x, unixpacket:@x",
        "unix:@x, unix:///x",
        "netlink:route/1, netlink:route/1",
        "special:///dev/x, special:///dev/x",
        "mqueue:///x, mqueue:///x",
        "tcp://*:80, unix:///run/x",
    })
    void other_listeners_are_apart(String one, String other) {
        assertThat(Declared.echo("a=" + one, "b=" + other).build().listeners).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "./java",
                "bin/java",
                "-java",
                "@/bin/java",
                "+/bin/java",
                "!x",
                "$JAVA",
                "a/b",
                "/a\nb",
                "/bin/",
                "/"
            })
    void a_program_is_a_path_or_a_plain_name(String program) {
        assertThatThrownBy(() -> Declared.echo("a=tcp://*:1").command(program).build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_user_unit_runs_as_its_user() {
        assertThatThrownBy(() ->
                        Declared.echo("a=tcp://*:1").userUnit(true).user("www").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"www\"");
    }

    @Test
    void a_declaration_does_not_change_with_its_builder() {
        ServiceDeclaration.Builder builder = Declared.echo("a=tcp://*:1");
        ServiceDeclaration first = builder.build();
        ServiceDeclaration second = builder.user("www")
                .listener(ListenerSpec.parse("b=tcp://*:2"))
                .command("/bin/x")
                .build();
        assertThat(first.name()).isEqualTo("echo");
        assertThat(first.listeners).hasSize(1);
        assertThat(first.user).isEmpty();
        assertThat(first.command).contains("-jar");
        assertThat(second.listeners).hasSize(2);
        assertThat(second.user).hasValue("www");
        assertThat(second.command).containsExactly("/bin/x");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0",
        "PT0.0009S, 0.0009",
        "PT300S, 300",
        "PT876600H, 3155760000",
        "PT2562047788015215H, 9223372036854774000"
    })
    void an_idle_time_is_in_seconds_and_may_be_zero_or_never(Duration time, String seconds) {
        assertThat(Declared.echo("a=tcp://*:1").idleExit(time).build().idleSeconds())
                .contains(seconds);
    }

    @Test
    void an_idle_time_is_not_negative() {
        assertThatThrownBy(() -> Declared.echo().idleExit(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The idle time must not be negative: PT-1S. Use zero or more.");
    }
}
