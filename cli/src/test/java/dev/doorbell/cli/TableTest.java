package dev.doorbell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void the_last_column_is_not_padded() {
        assertThat(Table.of(List.of(List.of("A", "LONGER"), List.of("long", "b"))))
                .isEqualTo("A     LONGER\nlong  b");
    }

    @Test
    void a_character_outside_the_basic_plane_is_one_wide() {
        assertThat(Table.of(List.of(List.of("𝄞", "x"), List.of("a", "y")))).isEqualTo("𝄞  x\na  y");
    }

    @Test
    void what_moves_the_cursor_is_shown_and_not_done() {
        assertThat(Table.of(List.of(List.of("\u001b[2J", "a\nb")))).isEqualTo("\\x1b[2J  a\\x0ab");
    }
}
