package dev.doorbell.spring;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootVersionTest {
    @ParameterizedTest
    @ValueSource(strings = {"2.7.18", "3.0.0", "3.4.13", "5.0.0", "5.0.0-M1", "14.0.0"})
    void another_version_is_refused(String version) {
        assertThatThrownBy(() -> BootVersion.check(version))
                .isInstanceOf(DoorbellException.class)
                .hasMessageContaining("expected Spring Boot 3.5 to 4.x, got " + version + ".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5.0", "3.5.16", "3.5.17-SNAPSHOT", "4.0.0-RC1", "4.1.2", "4.10.0"})
    void a_version_of_the_range_is_not(String version) {
        assertThatCode(() -> BootVersion.check(version)).doesNotThrowAnyException();
    }
}
