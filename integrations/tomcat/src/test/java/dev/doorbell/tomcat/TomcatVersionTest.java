package dev.doorbell.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.catalina.util.ServerInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TomcatVersionTest {
    @ParameterizedTest
    @ValueSource(strings = {"9.0.120", "10.0.27", "10.1.5"})
    void an_older_version_is_refused(String version) {
        assertThatThrownBy(() -> TomcatVersion.check(version))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected Tomcat 10.1.6 or later, got " + version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.6", "10.1.59", "10.2.0", "11.0.0-M5", "12.0.0-SNAPSHOT"})
    void a_later_version_is_not(String version) {
        assertThatCode(() -> TomcatVersion.check(version)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "unknown")
    void a_version_that_is_not_known_is_not(String version) {
        assertThatCode(() -> TomcatVersion.check(version)).doesNotThrowAnyException();
    }

    /** ServerInfo.getServerNumber() can be changed in lib/, as guides for hardening recommend. */
    @Test
    void the_manifest_of_Tomcat_has_its_version() {
        assertThat(ServerInfo.class.getPackage().getImplementationVersion()).startsWith("10.1.");
    }
}
