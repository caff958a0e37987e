package dev.doorbell.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.lifecycle.End;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.lifecycle.Work;
import dev.doorbell.spec.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two servers of one program, whose lifecycle runs before them. */
@Timeout(60)
class JettyIntakeTest {
    private static final String OK = "HTTP/1.1 200 OK";
    private static final int MILLIS_BOUND = 20_000;

    private final CountDownLatch asked = new CountDownLatch(2);
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final JettyIntake intake = new JettyIntake();
    private Listeners listeners;
    private Lifecycle life;

    @BeforeEach
    void start() throws IOException {
        listeners = Doorbell.open("http=tcp://127.0.0.1:0", "management=tcp://127.0.0.1:0");
        life = Lifecycle.of(listeners)
                .handleSignals(false)
                .forceExit(false)
                .intake(intake)
                .onEnd(() -> ended.set(true))
                .start();
    }

    @AfterEach
    void end() throws IOException {
        released.countDown();
        life.close();
        listeners.close();
    }

    @Test
    void the_end_waits_for_the_requests_of_each_server() throws Exception {
        Server first = served("http");
        Server second = served("management");
        try (Socket one = ask("http");
                Socket two = ask("management")) {
            assertThat(asked.await(MILLIS_BOUND, TimeUnit.MILLISECONDS)).isTrue();
            life.stop();
            awaitPaused(first);
            awaitPaused(second);
            assertThat(ended).isFalse();
            released.countDown();
            assertThat(answer(one)).isEqualTo(OK);
            assertThat(answer(two)).isEqualTo(OK);
        }
        assertThat(life.awaitEnd()).isEqualTo(End.STOPPED);
        first.stop();
        second.stop();
    }

    @Test
    void a_server_that_comes_after_the_shutdown_has_begun_accepts_nothing() throws Exception {
        Work starting = life.begin();
        try {
            Server first = served("http");
            life.stop();
            awaitPaused(first);
            first.stop();
            Server late = new Server();
            late.addConnector(new DoorbellConnector(late, listeners.get("management")));
            intake.serve(late, life);
            awaitPaused(late);
        } finally {
            starting.close();
        }
    }

    private Server served(String name) throws Exception {
        Server server = new Server();
        server.addConnector(new DoorbellConnector(server, listeners.get(name)));
        server.setHandler(new Waiting());
        intake.serve(server, life);
        server.start();
        return server;
    }

    private Socket ask(String name) throws IOException {
        Listener listener = listeners.get(name);
        InetSocketAddress address = ((Address.Ip) listener.address().orElseThrow()).socketAddress();
        Socket client = new Socket(address.getAddress(), address.getPort());
        client.setSoTimeout(MILLIS_BOUND);
        client.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static String answer(Socket client) throws IOException {
        return new String(client.getInputStream().readNBytes(OK.length()), StandardCharsets.ISO_8859_1);
    }

    private static void awaitPaused(Server server) throws InterruptedException {
        DoorbellConnector connector = (DoorbellConnector) server.getConnectors()[0];
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS_BOUND);
        while (!connector.isPaused()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(2);
        }
        // a limit on connections sets this when a connection ends
        connector.setAccepting(true);
        assertThat(connector.isAccepting()).isFalse();
    }

    private final class Waiting extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            asked.countDown();
            released.await();
            callback.succeeded();
            return true;
        }
    }
}
