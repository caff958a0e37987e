package dev.doorbell.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.ChannelHandle;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.TestListeners;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two processes with one listener, of which the other one takes the arrived message. */
@Timeout(30)
class LostRaceTest {
    @Test
    void the_one_that_comes_late_is_idle() throws Exception {
        TakenByAnother handle = new TakenByAnother();
        Listeners listeners =
                new TestListeners().passed("web", Kind.TCP, handle).listeners();
        try (Lifecycle life = Lifecycle.of(listeners)
                .exitWhenIdle(Duration.ofSeconds(1))
                .serviceManager(new ServiceManager() {})
                .start()) {
            List<Accepted> accepted = new ArrayList<>();
            Work starting = life.begin();
            Thread server = new Thread(() -> accept(life, listeners.get("web"), accepted));
            server.start();
            handle.lostOne.await();
            starting.close();
            assertThat(life.awaitEnd()).isEqualTo(End.IDLE);
            server.join();
            assertThat(accepted).isEmpty();
        }
    }

    private static void accept(Lifecycle life, Listener listener, List<Accepted> accepted) {
        life.acceptAll(listener, accepted::add);
    }

    /** A listener whose arrived connection is gone before it is accepted. */
    private static final class TakenByAnother extends ChannelHandle {
        private final CountDownLatch lostOne = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);

        TakenByAnother() throws IOException {
            super(ServerSocketChannel.open());
        }

        @Override
        public boolean awaitArrival(long millis) throws IOException {
            boolean first = lostOne.getCount() > 0;
            return millis != 0 && (first || waitsInVain());
        }

        @Override
        public SocketChannel accept(ServerSocketChannel listening) throws IOException {
            waitsInVain();
            throw new AsynchronousCloseException();
        }

        @Override
        public @Nullable SocketChannel acceptArrived(ServerSocketChannel listening) {
            lostOne.countDown();
            return null;
        }

        private boolean waitsInVain() throws IOException {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new AsynchronousCloseException();
        }

        @Override
        public void close() throws IOException {
            closed.countDown();
            super.close();
        }
    }
}
