package dev.doorbell.descriptors.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenFdsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "http", "web.socket", "a b", "~", " "})
    void printable_ascii_is_a_name_as_it_is(String name) {
        assertThat(ListenFds.escaped(name)).isEqualTo(name);
    }

    @Test
    void a_backslash_is_doubled_because_libsystemd_takes_what_follows_one_as_it_is() {
        assertThat(ListenFds.escaped("a\\b\\")).isEqualTo("a\\\\b\\\\");
    }

    @Test
    void a_colon_is_escaped_because_it_would_end_the_name() {
        assertThat(ListenFds.escaped("org.xquartz:0")).isEqualTo("org.xquartz\\:0");
    }

    @Test
    void a_colon_in_a_name_to_store_is_refused_as_systemd_does() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenFds.check("a:b"))
                .withMessageContaining("character 2, U+003A");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u007fb", "a\u00e9b", "a\u0000b"})
    void what_systemd_refuses_is_refused_and_the_character_is_named(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenFds.escaped(name))
                .withMessageContaining("character 2, U+00")
                .withMessageContaining("another name");
    }

    @Test
    void a_name_has_up_to_255_characters() {
        assertThat(ListenFds.escaped("x".repeat(255))).hasSize(255);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenFds.escaped("x".repeat(256)))
                .withMessageContaining("got 256 characters");
    }
}
