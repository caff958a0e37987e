package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Binding in a Java that has no IPv6, no JNA, or no way to the JDK's own channels. */
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "counts descriptors in /proc")
class LesserJvmTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"http=tcp://*:0", "http=udp://*:0", "http=tcp4://*:0"})
    void without_ipv6_a_star_is_every_ipv4_address(String spec) throws Exception {
        assertThat(withoutIpv6().bind(spec)).startsWith("bound 0.0.0.0:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tcp6://*:0", "tcp6://[::]:0", "tcp6://[::1]:0", "tcp://[::1]:0", "udp6://*:0", "udp://[::]:0"})
    void without_ipv6_an_ipv6_address_is_told(String uri) throws Exception {
        assertThat(withoutIpv6().bind("http=" + uri))
                .startsWith("java.lang.UnsupportedOperationException: cannot bind the spec http=" + uri
                        + ": this JVM has no IPv6,")
                .contains("java.net.preferIPv4Stack");
    }

    @ParameterizedTest
    @CsvSource({"http=tcp6://[::]:0", "http=udp6://*:0", "control=unix://DIR/s?mode=0600", "control=unix:@doorbell-x"})
    void without_a_way_in_what_needs_one_is_told(String spec) throws Exception {
        String inDirectory = spec.replace("DIR", directory.toString());
        assertThat(new OtherJvm().option("-Ddoorbell.access=opened").bind(inDirectory))
                .startsWith("java.lang.UnsupportedOperationException: cannot bind the spec " + inDirectory + ": ")
                .contains("no way into the JDK is open")
                .contains("--add-opens");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void without_a_way_in_the_rest_is_bound() throws Exception {
        String path = directory.resolve("s").toString();
        assertThat(new OtherJvm()
                        .option("-Ddoorbell.access=opened")
                        .bind("a=tcp://*:0", "b=tcp6://[::1]:0", "c=udp://127.0.0.1:0", "d=unix://" + path))
                .contains("bound [::]:", "bound [::1]:", "bound 127.0.0.1:", "bound " + path);
    }

    @Test
    void without_jna_an_abstract_name_is_told_with_what_to_add() throws Exception {
        assertThat(new OtherJvm().withoutJar("jna").bind("control=unix:@doorbell-x"))
                .startsWith("java.lang.UnsupportedOperationException: cannot bind the spec control=unix:@doorbell-x: ")
                .containsIgnoringCase("add net.java.dev.jna:jna");
    }

    private static OtherJvm withoutIpv6() {
        return new OtherJvm().option("-Djava.net.preferIPv4Stack=true");
    }
}
