package dev.doorbell.tomcat;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TomcatVersionTest {
    @ParameterizedTest
    @ValueSource(strings = {"9.0.120.0", "10.0.27.0", "10.1.5.0"})
    void an_older_version_is_refused(String version) {
        assertThatThrownBy(() -> TomcatVersion.check(version))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected Tomcat 10.1.6 or later, got " + version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.6.0", "10.1.59.0", "10.2.0.0", "11.0.0.0", "12.0.0.0"})
    void a_later_version_is_not(String version) {
        assertThatCode(() -> TomcatVersion.check(version)).doesNotThrowAnyException();
    }
}
