package dev.doorbell.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.doorbell.Listeners;
import dev.doorbell.TestListeners;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.ActivationException;
import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Managers that cannot be reached, or that do not read their notifications. */
@Timeout(60)
class UnwillingManagerTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final Backlog.Copy copy = new Backlog().copy();
    private final Listeners passed =
            new TestListeners().passed("one", Kind.SPECIAL, copy).listeners();

    @Test
    void one_that_does_not_read_does_not_outlast_the_drain_deadline() throws Exception {
        for (Duration drain : List.of(Duration.ZERO, Duration.ofMillis(300))) {
            Lifecycle life = life(new Deaf()).drain(drain).start();
            life.stop();
            assertTimeoutPreemptively(BOUND, life::awaitEnd);
            life.close();
        }
    }

    @Test
    void a_message_is_waited_for_until_the_drain_deadline_and_never_longer_than_its_own_bound() {
        assertThat(patience(Duration.ofMinutes(1))).isEqualTo(Notifications.PATIENCE);
        assertThat(patience(Duration.ofMillis(900))).isBetween(LifecycleThread.LEAST_TO_TELL, Duration.ofMillis(900));
        assertThat(patience(Duration.ZERO)).isEqualTo(LifecycleThread.LEAST_TO_TELL);
        assertThat(patience(Duration.ofMinutes(-1))).isEqualTo(LifecycleThread.LEAST_TO_TELL);
    }

    private static Duration patience(Duration untilTheDeadline) {
        return LifecycleThread.patienceUntil(System.nanoTime() + untilTheDeadline.toNanos());
    }

    @Test
    void work_is_waited_for_until_the_same_deadline_whatever_the_manager_does() throws Exception {
        Duration drain = Duration.ofSeconds(1);
        Lifecycle life = life(new Deaf()).drain(drain).start();
        Work unfinished = life.begin();
        long began = System.nanoTime();
        life.stop();
        assertThat(assertTimeoutPreemptively(BOUND, life::awaitEnd)).isEqualTo(End.CUT_SHORT);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(drain);
        unfinished.close();
    }

    @Test
    void one_that_does_not_read_does_not_keep_a_program_from_serving() throws Exception {
        try (Lifecycle life = life(new Deaf()).start()) {
            assertTimeoutPreemptively(BOUND, life::ready);
            assertTimeoutPreemptively(BOUND, () -> life.status("serving"));
        }
    }

    @Test
    void a_missing_manager_and_a_missing_library_are_not_failures_of_the_program() throws Exception {
        for (Exception missing :
                List.of(new IOException("no such file"), new UnsupportedOperationException("add JNA"))) {
            try (Lifecycle life = life(failing(missing)).start()) {
                life.ready();
                life.status("serving");
            }
        }
    }

    @Test
    void a_malformed_address_is_a_failure() throws Exception {
        try (Lifecycle life =
                life(failing(new ActivationException("systemd", "malformed"))).start()) {
            assertThatThrownBy(life::ready).isInstanceOf(ActivationException.class);
        }
    }

    @Test
    void an_idle_program_closes_its_listeners_before_it_tells() throws Exception {
        List<Boolean> openWhenTold = new CopyOnWriteArrayList<>();
        ServiceManager manager = new ServiceManager() {
            @Override
            public void stopping() {
                openWhenTold.add(copy.isOpen());
            }
        };
        try (Lifecycle life = life(manager).exitWhenIdle(Duration.ofMillis(20)).start()) {
            assertThat(life.awaitEnd()).isEqualTo(End.IDLE);
        }
        assertThat(openWhenTold).containsExactly(false);
    }

    @Test
    void without_a_drain_it_is_told_all_the_same_and_in_order() throws Exception {
        Told manager = new Told();
        try (Lifecycle life = life(manager).drain(Duration.ZERO).start()) {
            life.ready();
            life.stop();
            life.awaitEnd();
        }
        assertThat(manager.words).containsExactly("ready", "stopping", "extend 5");
    }

    private Lifecycle.Builder life(ServiceManager manager) {
        return Lifecycle.of(passed).serviceManager(manager);
    }

    private static ServiceManager failing(Exception failure) {
        return new ServiceManager() {
            @Override
            public void ready() throws IOException {
                fail();
            }

            @Override
            public void status(String text) throws IOException {
                fail();
            }

            private void fail() throws IOException {
                if (failure instanceof RuntimeException unchecked) {
                    throw unchecked;
                }
                throw (IOException) failure;
            }
        };
    }

    /** A manager whose socket has a full queue, which no process reads. */
    private static final class Deaf implements ServiceManager {
        private final CountDownLatch read = new CountDownLatch(1);

        @Override
        public void ready() throws IOException {
            await();
        }

        @Override
        public void status(String text) throws IOException {
            await();
        }

        @Override
        public void stopping() throws IOException {
            await();
        }

        @Override
        public void extendTimeout(Duration time) throws IOException {
            await();
        }

        private void await() throws IOException {
            try {
                read.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
