package dev.doorbell.handover.activation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The path of a client's socket, which the client chooses. */
class PeerPathTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "/run/plain%20one, /run/plain one",
                "/a%0Adoorbell:%20ok%1B%5B31m, /a\\ndoorbell: ok\\033[31m",
                "/%09%0D%5C%22', /\\t\\r\\\\\\\"\\'",
                "/%C3%A9%FF%7F, /\\303\\251\\377\\177",
            })
    void bytes_that_are_not_printable_are_escaped_as_systemd_does_it(String uri, String text) {
        assertThat(PeerPath.escaped(Path.of(URI.create("file://" + uri)))).isEqualTo(text);
    }

    @Test
    void a_relative_path_stays_relative() {
        assertThat(PeerPath.escaped(Path.of("a\nb"))).isEqualTo("a\\nb");
    }
}
