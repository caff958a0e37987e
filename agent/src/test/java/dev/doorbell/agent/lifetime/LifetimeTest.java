package dev.doorbell.agent.lifetime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LifetimeTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final AtomicInteger open = new AtomicInteger();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

    private final Intake intake = new Intake() {
        @Override
        public boolean hasArrival() {
            return false;
        }

        @Override
        public void prepare() {}

        @Override
        public void stop() {
            calls.add("stop");
        }

        @Override
        public void resume() {
            calls.add("resume");
        }

        @Override
        public int openConnections() {
            // one ends at each look
            return open.getAndUpdate(count -> Math.max(0, count - 1));
        }
    };

    private Lifetime lifetime(boolean tellsReady) {
        ServiceManager manager = new ServiceManager() {
            @Override
            public void ready() throws IOException {
                told.add("ready");
                throw new IOException("no room");
            }
        };
        return new Lifetime(intake, manager, tellsReady, log::add);
    }

    @Test
    void ready_is_told_once_and_a_failure_is_told_to_the_user() throws InterruptedException {
        Lifetime lifetime = lifetime(true);
        lifetime.allAreTaken();
        lifetime.allAreTaken();
        assertThat(log.poll(20, TimeUnit.SECONDS)).contains("READY=1", "no room");
        assertThat(told).containsExactly("ready");
    }

    @Test
    void ready_is_told_only_where_the_user_wants_it() {
        lifetime(false).allAreTaken();
        assertThat(told).as("no thread was started for it").isEmpty();
    }

    @Test
    void the_drain_stops_the_intake_at_each_look_and_ends_with_the_last_connection() {
        open.set(3);
        lifetime(false).drain(LONG);
        assertThat(calls).containsExactly("stop", "stop", "stop", "stop");
        assertThat(open).hasValue(0);
    }

    @Test
    void the_drain_ends_when_its_time_is_over() {
        open.set(Integer.MAX_VALUE);
        lifetime(false).drain(Duration.ofMillis(50));
        assertThat(open.get()).isPositive();
    }

    @Test
    void a_drain_without_time_stops_the_intake() {
        open.set(Integer.MAX_VALUE);
        lifetime(false).drain(Duration.ZERO);
        assertThat(calls).containsExactly("stop");
    }

    @Test
    void an_intake_that_cannot_be_stopped_is_not_drained_and_is_logged_once() {
        open.set(Integer.MAX_VALUE);
        Lifetime lifetime = lifetime(false);
        lifetime.abandonIntake("io_uring");
        lifetime.abandonIntake("io_uring");
        lifetime.drain(LONG);
        assertThat(log).containsExactly("io_uring");
        assertThat(calls).isEmpty();
    }

    @Test
    void ready_that_needs_a_native_library_names_the_properties_of_jna() throws InterruptedException {
        ServiceManager manager = new ServiceManager() {
            @Override
            public void ready() {
                throw new UnsatisfiedLinkError("noexec");
            }
        };
        new Lifetime(intake, manager, true, log::add).allAreTaken();
        assertThat(log.poll(20, TimeUnit.SECONDS)).contains("READY=1", "noexec", "jna.tmpdir");
    }
}
