package dev.doorbell.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PremainTest {
    @ParameterizedTest
    @CsvSource({"1.8, true", "9, true", "11, true", "16, true", "17, false", "28, false"})
    void it_knows_the_jdks_that_are_too_old(String specification, boolean tooOld) {
        assertThat(Premain.isTooOld(specification)).isEqualTo(tooOld);
    }
}
