package dev.doorbell.benchmarks.coldstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void quartiles_are_those_of_the_sorted_values() {
        assertThat(Spread.of(List.of(5.0, 1.0, 4.0, 2.0, 3.0))).isEqualTo(new Spread(2, 3, 4));
    }

    @Test
    void between_two_values_a_quartile_is_their_weighted_mean() {
        assertThat(Spread.of(List.of(10.0, 20.0))).isEqualTo(new Spread(12.5, 15, 17.5));
    }

    @Test
    void one_value_is_all_of_them() {
        assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7));
    }
}
