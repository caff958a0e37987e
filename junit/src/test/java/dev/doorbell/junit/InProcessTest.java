package dev.doorbell.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.spi.ActivationException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class InProcessTest {
    @RegisterExtension
    final InProcess kit = Activated.inProcess()
            .listen("http=tcp://127.0.0.1:0")
            .listen("control=unix:?mode=0600")
            .listen("dns=udp://127.0.0.1:0");

    private static final ExecutorService EARLIER = Executors.newSingleThreadExecutor();

    @BeforeAll
    static void startThread() throws Exception {
        EARLIER.submit(() -> {}).get();
    }

    @AfterAll
    static void endThread() {
        EARLIER.shutdown();
    }

    @Test
    void the_code_under_test_finds_them_as_passed_by_systemd() throws Exception {
        try (Listeners found = Doorbell.open("http=tcp://127.0.0.1:1", "control", "dns")) {
            Listener http = found.get("http");
            assertThat(found.activated()).isTrue();
            assertThat(http.origin().provider()).isEqualTo("systemd");
            assertThat(http.origin().descriptor().orElseThrow()).isGreaterThan(2);
            assertThat(found.unclaimed()).isEmpty();
            try (Socket client = kit.connect("http");
                    SocketChannel accepted = http.accept().orElseThrow()) {
                assertThat(accepted.getRemoteAddress()).isEqualTo(client.getLocalSocketAddress());
            }
            try (SocketChannel client = kit.channel("control");
                    SocketChannel accepted = found.get("control").accept().orElseThrow()) {
                assertThat(accepted.isConnected()).isEqualTo(client.isConnected());
            }
            assertThat(found.get("dns").datagramChannel().getLocalAddress()).isEqualTo(kit.address("dns"));
        }
    }

    @Test
    void what_no_spec_asks_for_is_unclaimed() throws Exception {
        try (Listeners found = Doorbell.open("http", "dns")) {
            assertThat(found.unclaimed()).extracting(Listener::name).containsExactly("control");
        }
    }

    @Test
    void a_listener_that_was_closed_is_passed_again() throws Exception {
        for (int start = 0; start < 3; start++) {
            try (Listeners found = Doorbell.open("http", "control", "dns");
                    Socket client = kit.connect("http");
                    SocketChannel accepted = found.get("http").accept().orElseThrow()) {
                assertThat(accepted.getRemoteAddress()).isEqualTo(client.getLocalSocketAddress());
            }
        }
    }

    @Test
    void a_listener_that_is_open_is_taken() throws Exception {
        try (Listeners found = Doorbell.open("http", "control", "dns")) {
            assertThat(found.all()).hasSize(3);
            assertThatIllegalStateException()
                    .isThrownBy(() -> Doorbell.open("http"))
                    .withMessageContaining("taken already");
        }
    }

    @Test
    void a_thread_that_the_test_starts_finds_them_and_one_that_was_there_before_does_not() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            assertThat(pool.submit(Doorbell::explain).get()).contains("a test passes 3 listeners");
        } finally {
            pool.shutdown();
        }
        assertThat(EARLIER.submit(Doorbell::explain).get()).contains("no test has listeners in this thread");
    }

    @Test
    void a_scope_outside_of_junit_ends_with_close() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (InProcess inner =
                Activated.inProcess().listen("inner=tcp://127.0.0.1:0").start()) {
            try (Listeners found = Doorbell.open("inner")) {
                assertThat(found.get("inner").address().orElseThrow().toString())
                        .endsWith(":" + inner.port("inner"));
            }
        }
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
        assertThat(Doorbell.explain()).contains("a test passes 3 listeners");
    }

    @Nested
    class AsLaunchd {
        @RegisterExtension
        final InProcess job = Activated.inProcess()
                .listen("http=tcp://localhost:0")
                .listen("control=unix:")
                .asLaunchd();

        @Test
        void each_name_has_its_sockets() throws Exception {
            try (Listeners found = Doorbell.open("http", "control")) {
                List<Listener> http = found.all("http");
                assertThat(http)
                        .hasSameSizeAs(job.listeners().stream()
                                .filter(listener -> listener.name().equals("http"))
                                .toList());
                assertThat(http.get(0).origin().provider()).isEqualTo("launchd");
                try (SocketChannel client = job.channel("control");
                        SocketChannel accepted = found.get("control").accept().orElseThrow()) {
                    assertThat(accepted.isConnected()).isEqualTo(client.isConnected());
                }
            }
        }

        @Test
        void nothing_is_unclaimed_and_nothing_can_be_listed() throws Exception {
            try (Listeners found = Doorbell.open("control")) {
                assertThat(found.unclaimed()).isEmpty();
            }
            assertThat(Doorbell.passed().listeners()).isEmpty();
        }

        @Test
        void an_unknown_name_beside_a_known_one_is_misspelt() {
            assertThatThrownBy(() -> Doorbell.open("control", "htpp=tcp://127.0.0.1:0"))
                    .isInstanceOf(ActivationException.class)
                    .hasMessageContaining("ESRCH");
        }

        @Test
        void a_socket_that_was_closed_is_passed_again() throws Exception {
            for (int start = 0; start < 2; start++) {
                try (Listeners found = Doorbell.open("control")) {
                    assertThat(found.activated()).isTrue();
                }
            }
        }
    }
}
