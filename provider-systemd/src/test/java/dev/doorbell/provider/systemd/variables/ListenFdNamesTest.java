package dev.doorbell.provider.systemd.variables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.spi.ActivationException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every value here was put to libsystemd 252, and this is what it said. */
class ListenFdNamesTest {
    @Test
    void a_colon_separates_names() throws IOException {
        assertThat(ListenVariables.split("web.socket:control")).containsExactly("web.socket", "control");
    }

    @Test
    void empty_names_are_kept_wherever_they_stand() throws IOException {
        assertThat(ListenVariables.split("a::b")).containsExactly("a", "", "b");
        assertThat(ListenVariables.split(":a:")).containsExactly("", "a", "");
        assertThat(ListenVariables.split("")).containsExactly("");
    }

    @Test
    void a_backslash_takes_the_next_character_as_it_is() throws IOException {
        assertThat(ListenVariables.split("a\\:b:c")).containsExactly("a:b", "c");
        assertThat(ListenVariables.split("a\\\\:b")).containsExactly("a\\", "b");
        assertThat(ListenVariables.split("\\n\\x41")).containsExactly("nx41");
    }

    @Test
    void quotes_and_blanks_are_characters_like_others() throws IOException {
        assertThat(ListenVariables.split("'a:b'")).containsExactly("'a", "b'");
        assertThat(ListenVariables.split(" a : b ")).containsExactly(" a ", " b ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "a\\", "a:b\\", "\\\\\\"})
    void a_backslash_at_the_end_is_an_error(String list) {
        assertThatThrownBy(() -> ListenVariables.split(list))
                .isInstanceOf(ActivationException.class)
                .hasMessageContaining("LISTEN_FDNAMES is \"" + list + "\"")
                .hasMessageContaining("ends with a backslash that escapes nothing");
    }
}
