package dev.doorbell.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.Socket;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several commands on the same listeners, one after the other. */
@Timeout(60)
class NextCommandTest {
    private static String[] printing(String text) {
        return new String[] {"sh", "-c", "echo \"$0\"; exec sleep 100", text};
    }

    @Test
    void the_client_of_one_version_is_passed_to_the_next() throws Exception {
        try (Activated app = Activated.command(printing("version 1"))
                        .listen("http=tcp://127.0.0.1:0")
                        .start();
                Socket waiting = app.connect("http")) {
            assertThat(waiting.isConnected()).isTrue();
            app.awaitOutput("version 1");
            app.nextCommand(printing("version 2"));
            assertThat(app.starts()).isEqualTo(1);
            assertThat(app.stop()).isEqualTo(143);
            app.awaitOutput("version 2");
            assertThat(app.starts()).isEqualTo(2);
        }
    }

    @Test
    void an_argument_may_be_the_port_of_a_listener() throws Exception {
        try (Activated app =
                Activated.command().listen("http=tcp://127.0.0.1:0").start()) {
            String port = "port " + app.port("http");
            app.nextCommand(printing(port));
            app.restart();
            app.awaitOutput(port);
        }
    }

    @Test
    void a_command_that_is_empty_or_does_not_exist_is_refused_and_none_is_a_failure() throws Exception {
        try (Activated app =
                Activated.command().listen("http=tcp://127.0.0.1:0").start()) {
            assertThatExceptionOfType(NoSuchFileException.class)
                    .isThrownBy(() -> app.nextCommand("doorbell-no-such-program"));
            assertThatIllegalArgumentException()
                    .isThrownBy(app::nextCommand)
                    .withMessageContaining("expected a command, got an empty list");
            assertThatIllegalStateException()
                    .isThrownBy(app::restart)
                    .withMessageContaining("There is no command. Call nextCommand()");
        }
    }
}
