package dev.doorbell.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DoorbellConnectorTest {
    private static final byte[] NOW = "GET /now HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WAIT = "GET /wait HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final long MILLIS_FOR_THE_SILENT = 1000;
    private static final int MILLIS_OF_SILENCE = 30;
    private static final int MORE_THAN_ITS_THREADS = 250;

    private final CountDownLatch released = new CountDownLatch(1);
    private ServedHandler served;

    @BeforeEach
    void serve() throws Exception {
        served = new ServedHandler(new Answering());
    }

    @AfterEach
    void end() {
        released.countDown();
        served.close();
    }

    @Test
    void a_connection_is_work_until_its_first_request_was_answered() throws Exception {
        try (Socket client = served.connect()) {
            served.awaitWork(1);
            ask(client);
            served.awaitWork(0);
            ask(client);
            served.awaitWork(0);
        }
    }

    @Test
    void a_connection_that_ends_without_a_request_is_work_no_longer() throws Exception {
        Socket client = served.connect();
        served.awaitWork(1);
        client.close();
        served.awaitWork(0);
    }

    @Test
    void a_request_is_work_until_it_is_answered() throws Exception {
        try (Socket client = served.connect()) {
            ask(client);
            served.awaitWork(0);
            client.getOutputStream().write(WAIT);
            served.awaitWork(1);
            released.countDown();
            served.awaitWork(0);
        }
    }

    @Test
    void a_second_connector_of_one_listener_is_a_clear_error() {
        assertThatThrownBy(() -> new DoorbellConnector(new Server(), served.listener))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "cannot serve " + served.listener, "it is served by " + served.connector, "of its own");
    }

    @Test
    void nothing_is_left_of_a_text_that_is_not_http() throws Exception {
        assertThat(served.raw("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400");
        served.awaitWork(0);
    }

    @Test
    void a_client_that_comes_while_it_is_paused_is_served_afterwards() throws Exception {
        served.connector.pause();
        try (Socket client = served.connect()) {
            client.getOutputStream().write(NOW);
            assertSilent(client);
            assertThat(served.work).hasValue(0);
            served.connector.resume();
            assertThat(answer(client)).contains("200 OK");
        }
    }

    /** Checks that the short time for silent connections is no limit of the request that comes after all. */
    @Test
    void a_new_connection_has_little_time_while_it_is_paused_and_its_request_has_the_usual() throws Exception {
        try (Socket client = served.connect()) {
            served.awaitWork(1);
            served.connector.pause();
            awaitIdleTimeout(MILLIS_FOR_THE_SILENT);
            client.getOutputStream().write(WAIT);
            awaitIdleTimeout(served.connector.getIdleTimeout());
            released.countDown();
            assertThat(answer(client)).contains("200 OK");
        }
    }

    private void awaitIdleTimeout(long millis) throws InterruptedException {
        for (int i = 0; i < 5000 && idleTimeout() != millis; i++) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
        assertThat(idleTimeout()).isEqualTo(millis);
    }

    private long idleTimeout() {
        return served.connector.getConnectedEndPoints().stream()
                .mapToLong(EndPoint::getIdleTimeout)
                .findFirst()
                .orElse(-1);
    }

    @Test
    void a_kept_connection_is_told_to_close_while_it_is_paused() throws Exception {
        try (Socket client = served.connect()) {
            ask(client);
            served.connector.pause();
            client.getOutputStream().write(NOW);
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .contains("200 OK", "Connection: close");
        }
    }

    @Test
    void pausing_and_resuming_at_once_does_not_close_the_listener() throws Exception {
        for (int i = 0; i < 300; i++) {
            served.connector.pause();
            served.connector.resume();
        }
        try (Socket client = served.connect()) {
            ask(client);
        }
    }

    /** Checks a pause while the selector is held and a client connects, so that the connector would accept first. */
    @Test
    void what_was_about_to_be_accepted_is_not_once_it_is_paused() throws Exception {
        CountDownLatch holds = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        served.connector.getSelectorManager().getBean(ManagedSelector.class).submit(selector -> {
            holds.countDown();
            awaitUninterruptibly(goesOn);
        });
        holds.await();
        try (Socket client = served.connect()) {
            served.connector.pause();
            goesOn.countDown();
            assertThat(isHealthy()).as("the selector still runs").isTrue();
            assertThat(served.work).hasValue(0);
            served.connector.resume();
            ask(client);
        }
    }

    private boolean isHealthy() throws Exception {
        return Selectors.areHealthy(served.connector.getSelectorManager());
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Checks clients that connect all the time: at each pause every accepted connection is counted, and no client is
     * lost.
     */
    @Test
    void pausing_loses_no_client_and_accepts_none() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(clients.submit(() -> askUntil(ended)));
        }
        for (int round = 0; round < 100; round++) {
            served.connector.pause();
            served.awaitWork(0);
            try (Socket late = served.connect()) {
                late.getOutputStream().write(NOW);
                assertThat(served.work).as("accepted while paused").hasValue(0);
                served.connector.resume();
                assertThat(answer(late)).contains("200 OK");
            }
        }
        ended.set(true);
        clients.shutdown();
        for (Future<Integer> answered : answers) {
            assertThat(answered.get()).isPositive();
        }
    }

    @Test
    void it_is_well_while_its_threads_have_time_for_the_question() throws Exception {
        assertThat(isHealthy()).isTrue();
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_ITS_THREADS; i++) {
            clients.add(served.connect());
            clients.get(i).getOutputStream().write(WAIT);
        }
        CompletableFuture<Boolean> well = asked();
        for (int i = 0; i < 100 && isAnswered(well); i++) {
            well = asked();
        }
        assertThat(well).isNotDone();
        released.countDown();
        assertThat(well.get(20, TimeUnit.SECONDS)).isTrue();
        for (Socket client : clients) {
            client.close();
        }
    }

    private CompletableFuture<Boolean> asked() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return isHealthy();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private static boolean isAnswered(CompletableFuture<Boolean> well) throws Exception {
        try {
            return well.get(500, TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
            return false;
        }
    }

    private int askUntil(AtomicBoolean ended) throws IOException {
        int answered = 0;
        while (!ended.get()) {
            try (Socket client = served.connect()) {
                ask(client);
                answered++;
            }
        }
        return answered;
    }

    private static void ask(Socket client) throws IOException {
        client.getOutputStream().write(NOW);
        assertThat(answer(client)).contains("200 OK");
    }

    /** Returns the answer, up to the end of its body. */
    private static String answer(Socket client) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\nok\n") < 0) {
            int next = client.getInputStream().read();
            assertThat(next).as("after %s", answer).isNotNegative();
            answer.append((char) next);
        }
        return answer.toString();
    }

    private static void assertSilent(Socket client) throws IOException {
        int bound = client.getSoTimeout();
        client.setSoTimeout(MILLIS_OF_SILENCE);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        client.setSoTimeout(bound);
    }

    /** A handler that answers with {@code ok}: /wait when the test asks for it, everything else at once. */
    private final class Answering extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            if (Request.getPathInContext(request).equals("/wait")) {
                released.await();
            }
            Content.Sink.write(response, true, "ok\n", callback);
            return true;
        }
    }
}
