package dev.doorbell.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ends and restarts by the test. */
@Timeout(60)
class RestartTest {
    private static Activated sleeping() {
        return Activated.command("sh", "-c", "exec sleep 100").listen("http=tcp://127.0.0.1:0");
    }

    @Test
    void a_program_that_was_killed_is_restarted() throws Exception {
        try (Activated app = sleeping().atOnce().start()) {
            app.kill();
            app.restart();
            assertThat(app.isRunning()).isTrue();
            assertThat(app.starts()).isEqualTo(2);
            assertThat(app.stop()).isEqualTo(143);
            assertThat(app.isRunning()).isFalse();
        }
    }

    @Test
    void a_program_that_has_not_run_is_started() throws Exception {
        try (Activated app = sleeping().start()) {
            app.restart();
            assertThat(app.starts()).isEqualTo(1);
            assertThat(app.stop()).isEqualTo(143);
        }
    }

    @Test
    void none_runs_after_close_in_an_interrupted_thread() throws Exception {
        Activated app = sleeping().atOnce().start();
        Process process = app.process();
        Thread.currentThread().interrupt();
        app.close();
        assertThat(process.isAlive()).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_restart_while_a_client_waits_is_one_start() throws Exception {
        try (Activated app = sleeping().startLimit(0, Duration.ZERO).start();
                Socket client = app.connect("http")) {
            assertThat(client.isConnected()).isTrue();
            for (int restarts = 0; restarts < 10; restarts++) {
                app.restart();
                assertThat(app.isRunning()).isTrue();
            }
            int exit = app.stop();
            assertThat(exit).isEqualTo(143);
        }
    }
}
