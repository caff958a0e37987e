package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.Listener;
import java.net.BindException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code reuseport}: whether several sockets share an address. */
@Timeout(30)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SO_REUSEPORT")
class ReusePortTest {
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void two_that_ask_for_it_share_a_port(String scheme) throws Exception {
        try (Listener first = Fallback.bind("http=" + scheme + "://127.0.0.1:0?reuseport=true");
                Listener second = Fallback.bind(address(scheme, first) + "?reuseport=true")) {
            assertThat(Fallback.port(second)).isEqualTo(Fallback.port(first));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void one_that_does_not_ask_has_its_port_alone(String scheme) throws Exception {
        try (Listener first = Fallback.bind("http=" + scheme + "://127.0.0.1:0")) {
            assertThatThrownBy(() -> Fallback.bind(address(scheme, first) + "?reuseport=true"))
                    .isInstanceOf(BindException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void one_that_asks_does_not_let_another_in_that_does_not(String scheme) throws Exception {
        try (Listener first = Fallback.bind("http=" + scheme + "://127.0.0.1:0?reuseport=true")) {
            assertThatThrownBy(() -> Fallback.bind(address(scheme, first) + "?reuseport=false"))
                    .isInstanceOf(BindException.class);
        }
    }

    private static String address(String scheme, Listener listener) {
        return "http=" + scheme + "://127.0.0.1:" + Fallback.port(listener);
    }
}
