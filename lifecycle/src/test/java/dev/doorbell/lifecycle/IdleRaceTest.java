package dev.doorbell.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.TestListeners;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages that arrive at the very moment when an idle program ends, thousands of times. */
@Timeout(60)
class IdleRaceTest {
    private static final int MESSAGES = 8_000;
    private static final long LONGEST_PAUSE_NANOS = 4_000_000;
    private static final Duration IDLE = Duration.ofMillis(1);

    private final Backlog backlog = new Backlog();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger takenByTheDead = new AtomicInteger();

    @Test
    void each_message_is_answered_by_a_program_that_lives() throws Exception {
        Thread clients = new Thread(this::send);
        clients.start();
        int lives = 0;
        while (clients.isAlive() || backlog.size() > 0) {
            live();
            lives++;
        }
        System.out.println(MESSAGES + " messages answered in " + lives + " lives");
        assertThat(takenByTheDead).hasValue(0);
        assertThat(answered).hasValue(MESSAGES);
        assertThat(lives).as("lives that ended when idle").isGreaterThan(20);
    }

    private void send() {
        Random chance = new Random(4);
        for (int message = 0; message < MESSAGES; message++) {
            backlog.put(message);
            if (message % 4 == 0) {
                LockSupport.parkNanos(chance.nextLong(LONGEST_PAUSE_NANOS));
            }
        }
    }

    private void live() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        Listeners listeners =
                new TestListeners().passed("one", Kind.SPECIAL, backlog.copy()).listeners();
        try (Lifecycle life = Lifecycle.of(listeners)
                .exitWhenIdle(IDLE)
                .serviceManager(new ServiceManager() {})
                .onEnd(() -> ended.set(true))
                .start()) {
            Thread server = new Thread(() -> serve(life, listeners.get("one"), ended));
            server.start();
            assertThat(life.awaitEnd()).isEqualTo(End.IDLE);
            server.join();
        }
    }

    private void serve(Lifecycle life, Listener listener, AtomicBoolean ended) {
        try {
            for (Optional<Work> work = life.await(listener); work.isPresent(); work = life.await(listener)) {
                answer(listener, ended);
                work.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(Listener listener, AtomicBoolean ended) throws IOException {
        listener.byteChannel().read(ByteBuffer.allocate(1));
        LockSupport.parkNanos(1);
        if (ended.get()) {
            takenByTheDead.incrementAndGet();
        }
        answered.incrementAndGet();
    }
}
