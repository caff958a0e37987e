package dev.doorbell.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@SuppressWarnings("try")
class WatchdogTest {
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private final Told manager = new Told(INTERVAL);
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void a_program_that_is_well_is_told_of_twice_in_an_interval() throws Exception {
        long began = System.nanoTime();
        try (Watchdog watchdog = start(() -> looks.incrementAndGet() > 0)) {
            awaitLooks(20);
        }
        // the first check is immediate, and a slow machine makes fewer
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThanOrEqualTo(INTERVAL.dividedBy(2).multipliedBy(18));
        assertThat(manager.words).hasSizeGreaterThanOrEqualTo(19).containsOnly("alive");
    }

    @Test
    void one_that_is_not_or_whose_check_fails_is_not_told_of() throws Exception {
        HealthCheck sick = () -> {
            if (looks.incrementAndGet() % 2 == 0) {
                throw new AssertionError("broken");
            }
            return false;
        };
        try (Watchdog watchdog = start(sick)) {
            awaitLooks(6);
            assertThat(manager.words).isEmpty();
        }
    }

    @Test
    void one_that_recovers_is_told_of_again() throws Exception {
        try (Watchdog watchdog = start(() -> looks.incrementAndGet() > 3)) {
            awaitLooks(6);
        }
        assertThat(manager.words).isNotEmpty();
    }

    @Test
    void a_thread_that_hangs_keeps_it_silent_though_another_could_speak() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        ExecutorService loop = Executors.newSingleThreadExecutor();
        HealthCheck through = HealthCheck.through(loop);
        try (Watchdog watchdog = start(() -> looks.incrementAndGet() > 0 && through.isHealthy())) {
            awaitLooks(2);
            loop.execute(() -> {
                try {
                    hangs.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            Thread.sleep(4 * INTERVAL.toMillis());
            int words = manager.words.size();
            Thread.sleep(4 * INTERVAL.toMillis());
            assertThat(manager.words).hasSize(words);
            hangs.countDown();
            awaitLooks(looks.get() + 2);
            assertThat(manager.words).hasSizeGreaterThan(words);
        } finally {
            loop.shutdownNow();
        }
    }

    @Test
    void where_the_manager_does_not_watch_nothing_is_looked_at() throws Exception {
        assertThat(Watchdog.start(new Told(), () -> true)).isEmpty();
    }

    private Watchdog start(HealthCheck check) throws Exception {
        Optional<Watchdog> watchdog = Watchdog.start(manager, check);
        assertThat(watchdog).isPresent();
        return watchdog.get();
    }

    private void awaitLooks(int count) throws InterruptedException {
        while (looks.get() < count) {
            Thread.sleep(1);
        }
    }
}
