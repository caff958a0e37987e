package dev.doorbell.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.Doorbell;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several listeners of one name, as a manager may pass them. */
@Timeout(60)
class SameNameTest {
    private static final String TCP = "http=tcp://127.0.0.1:0";

    @Test
    void each_is_passed_and_has_its_own_address() throws Exception {
        try (Activated app = Activated.command("sh", "-c", "echo $LISTEN_FDNAMES; exec sleep 100")
                        .listen(TCP)
                        .listen("http=unix:")
                        .listen("http=unix:")
                        .start();
                SocketChannel client = SocketChannel.open(app.addresses("http").get(2))) {
            assertThat(client.isConnected()).isTrue();
            app.awaitOutput("http:http:http\n");
            assertThat(app.addresses("http")).hasSize(3).doesNotHaveDuplicates();
        }
    }

    @Test
    void each_accepts_connections() throws Exception {
        try (Activated app = Activated.command("sh", "-c", "echo served")
                .listen(TCP)
                .listen(TCP)
                .acceptEach()
                .inetd()
                .start()) {
            for (var address : app.addresses("http")) {
                try (Socket client = new Socket()) {
                    client.connect(address);
                    assertThat(ActivatedTest.echo(client, "")).isEqualTo("served\n");
                }
            }
        }
    }

    @Test
    void each_is_found_by_the_code_of_the_test() throws Exception {
        try (InProcess kit = Activated.inProcess().listen(TCP).listen(TCP).start();
                var listeners = Doorbell.open("http=tcp://127.0.0.1:7000")) {
            assertThat(listeners.all("http")).hasSize(2);
            assertThat(kit.addresses("http")).hasSize(2);
        }
    }
}
