package dev.doorbell.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.doorbell.Listener;
import dev.doorbell.spec.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AcceptorTest {
    private final ServerSocketChannel listener = mock(ServerSocketChannel.class);
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void each_accept_finds_too_many_open_files() throws IOException {
        when(listener.accept()).thenThrow(new IOException("Too many open files"));
    }

    @Test
    void a_failing_accept_is_tried_again_with_longer_and_longer_pauses() throws IOException {
        // asked twice for each failure
        AtomicInteger asked = new AtomicInteger();
        when(listener.isOpen()).thenAnswer(open -> asked.incrementAndGet() <= 12);
        long start = System.nanoTime();
        accept();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(5 + 10 + 20 + 40 + 80 + 160));
        verify(listener, times(6)).accept();
    }

    @Test
    void the_same_trouble_is_reported_once() throws IOException {
        when(listener.isOpen()).thenReturn(true, true, true, true, false);
        accept();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("echo-daemon: \"http\" (TCP 127.0.0.1:1): java.io.IOException: Too many open files"
                        + System.lineSeparator());
    }

    @Test
    void a_closed_listener_is_not_a_failure() throws IOException {
        ServerSocketChannel closed = mock(ServerSocketChannel.class);
        when(closed.accept()).thenThrow(new AsynchronousCloseException());
        when(closed.isOpen()).thenReturn(true, false);
        accept(closed);
        assertThat(err.size()).isZero();
    }

    private void accept() throws IOException {
        accept(listener);
    }

    private void accept(ServerSocketChannel channel) throws IOException {
        Listener http = Channels.listener("http", Kind.TCP, channel);
        PrintStream lines = new PrintStream(err, true, StandardCharsets.UTF_8);
        new Acceptor(http, new Incoming(null), new Conversations(), lines).run();
    }
}
