package dev.doorbell.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The services of a manager besides listeners: notifications, stored descriptors, the watchdog. */
@Timeout(60)
class ManagedTest {
    private static final int SIGABRT_EXIT = 134;
    private static final long AFTER_TIMEOUT = 900_000_000;

    @TempDir
    private Path directory;

    private static Activated notifier() {
        return Activated.command(Programs.java(Notifier.class)).listen("http=tcp://127.0.0.1:0");
    }

    private static void tell(Activated app, String text) throws Exception {
        try (Socket client = app.connect("http")) {
            assertThat(ActivatedTest.echo(client, text)).isEqualTo("done");
        }
    }

    @Test
    void what_it_has_sent_before_its_answer_is_there() throws Exception {
        try (Activated app = notifier().start()) {
            tell(app, "RELOADING=1\nMONOTONIC_USEC=1");
            assertThat(app.notifications()).contains("RELOADING=1", "MONOTONIC_USEC=1");
            tell(app, "STATUS=idle");
            assertThat(app.status()).isEqualTo("idle");
        }
    }

    @Test
    void stored_descriptors_are_passed_to_the_next_run_until_it_is_stopped() throws Exception {
        Path file = Files.writeString(directory.resolve("state"), "kept");
        try (Activated app = notifier().descriptorStore(2).start()) {
            tell(app, "store " + file);
            assertThat(app.storedDescriptors()).containsExactly("state");
            app.kill();
            tell(app, "X_STATE=again");
            assertThat(app.notifications()).contains("STATUS=1 stored, room for 2");
            assertThat(app.stop()).isEqualTo(143);
            assertThat(app.storedDescriptors()).isEmpty();
        }
    }

    @Test
    void a_client_that_waits_at_a_stop_gets_a_run_without_stored_descriptors() throws Exception {
        Path file = Files.writeString(directory.resolve("state"), "kept");
        try (Activated app = notifier().descriptorStore(1).start()) {
            tell(app, "store " + file);
            try (Socket held = app.connect("http");
                    Socket waiting = app.connect("http")) {
                assertThat(held.isConnected()).isTrue();
                assertThat(app.stop()).isEqualTo(143);
                assertThat(ActivatedTest.echo(waiting, "X_STATE=again")).isEqualTo("done");
            }
            assertThat(app.starts()).isEqualTo(2);
            assertThat(app.notifications().stream().filter("STATUS=0 stored, room for 1"::equals))
                    .hasSize(2);
        }
    }

    @Test
    void without_a_store_nothing_is_kept() throws Exception {
        Path file = Files.writeString(directory.resolve("state"), "kept");
        try (Activated app = notifier().start()) {
            tell(app, "store " + file);
            assertThat(app.storedDescriptors()).isEmpty();
        }
    }

    @Test
    void a_program_that_does_not_report_to_the_watchdog_is_aborted() throws Exception {
        try (Activated app = notifier().watchdog(Duration.ofMillis(200)).start()) {
            tell(app, "READY=1");
            assertThat(app.awaitExit()).isEqualTo(SIGABRT_EXIT);
        }
    }

    @Test
    void a_program_may_ask_to_be_aborted() throws Exception {
        try (Activated app = notifier().start();
                Socket client = app.connect("http")) {
            client.getOutputStream().write("WATCHDOG=trigger".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            assertThat(app.awaitExit()).isEqualTo(SIGABRT_EXIT);
        }
    }

    @ParameterizedTest
    @CsvSource({"1000000, 200", "18446744073709551615, 3600000"})
    void a_wait_is_as_long_as_the_program_asks_for(String micros, long timeoutMillis) throws Exception {
        try (Activated app = notifier().start()) {
            tell(app, "EXTEND_TIMEOUT_USEC=" + micros);
            long start = System.nanoTime();
            boolean inTime = app.program()
                    .runs()
                    .await(() -> System.nanoTime() - start > AFTER_TIMEOUT, Duration.ofMillis(timeoutMillis));
            assertThat(inTime).isTrue();
        }
    }

    @Test
    void a_program_that_is_not_ready_in_time_is_reported_with_its_state() throws Exception {
        try (Activated app = Activated.command("sh", "-c", "echo waiting; exec sleep 100")
                .listen("http=tcp://127.0.0.1:0")
                .timeout(Duration.ofMillis(300))
                .atOnce()
                .start()) {
            assertThatIllegalStateException()
                    .isThrownBy(app::awaitReady)
                    .withMessageContaining("is not ready after 300 ms")
                    .withMessageContaining("fd 3 = \"http\" (TCP 127.0.0.1:" + app.port("http"))
                    .withMessageContaining("systemd: applies")
                    .withMessageContaining("  waiting");
        }
    }
}
