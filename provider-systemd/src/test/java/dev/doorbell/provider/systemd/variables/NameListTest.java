package dev.doorbell.provider.systemd.variables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.spi.HandoverException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every value here was put to libsystemd 252, and this is what it said. */
class NameListTest {
    @Test
    void a_colon_separates_names() throws HandoverException {
        assertThat(NameList.split("web.socket:control")).containsExactly("web.socket", "control");
    }

    @Test
    void empty_names_are_kept_wherever_they_stand() throws HandoverException {
        assertThat(NameList.split("a::b")).containsExactly("a", "", "b");
        assertThat(NameList.split(":a:")).containsExactly("", "a", "");
        assertThat(NameList.split("")).containsExactly("");
    }

    @Test
    void a_backslash_takes_the_next_character_as_it_is() throws HandoverException {
        assertThat(NameList.split("a\\:b:c")).containsExactly("a:b", "c");
        assertThat(NameList.split("a\\\\:b")).containsExactly("a\\", "b");
        assertThat(NameList.split("\\n\\x41")).containsExactly("nx41");
    }

    @Test
    void quotes_and_blanks_are_characters_like_others() throws HandoverException {
        assertThat(NameList.split("'a:b'")).containsExactly("'a", "b'");
        assertThat(NameList.split(" a : b ")).containsExactly(" a ", " b ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "a\\", "a:b\\", "\\\\\\"})
    void a_backslash_at_the_end_is_an_error(String list) {
        assertThatThrownBy(() -> NameList.split(list))
                .isInstanceOf(HandoverException.class)
                .hasMessageContaining("LISTEN_FDNAMES is \"" + list + "\"")
                .hasMessageContaining("ends with a backslash that escapes nothing");
    }
}
