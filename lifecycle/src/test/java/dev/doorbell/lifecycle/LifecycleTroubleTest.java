package dev.doorbell.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.doorbell.BareHandle;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.TestListeners;
import dev.doorbell.lifecycle.signals.HandledSignal;
import dev.doorbell.spec.Kind;
import java.nio.channels.Channel;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers, hooks and listeners with errors, or at the wrong moment. */
@SuppressWarnings("try")
class LifecycleTroubleTest {
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final Backlog backlog = new Backlog();
    private final Told manager = new Told();
    private final Listeners passed =
            new TestListeners().passed("one", Kind.SPECIAL, backlog.copy()).listeners();

    @Test
    void after_stop_and_close_signals_are_handled_as_before() throws Exception {
        AtomicInteger mine = new AtomicInteger();
        HandledSignal before =
                HandledSignal.of("TERM", number -> mine.incrementAndGet()).orElseThrow();
        Lifecycle life = life().start();
        life.stop();
        life.awaitEnd();
        life.close();
        raise("TERM");
        Thread.sleep(500);
        assertThat(mine).hasValue(1);
        before.restore();
    }

    @Test
    void signals_that_are_the_programs_own_stay_so() throws Exception {
        AtomicInteger mine = new AtomicInteger();
        HandledSignal own =
                HandledSignal.of("TERM", number -> mine.incrementAndGet()).orElseThrow();
        try (Lifecycle life = life().handleSignals(false).start()) {
            raise("TERM");
            while (mine.get() == 0) {
                Thread.onSpinWait();
            }
            assertThat(life.isEnding()).isFalse();
        } finally {
            own.restore();
        }
    }

    @Test
    void one_listener_is_enough() throws Exception {
        Listener one = passed.get("one");
        System.setProperty(IdleExit.MINIMUM_UPTIME, "0");
        try (Lifecycle life = Lifecycle.of(one)
                .serviceManager(manager)
                .exitWhenIdle(Duration.ZERO)
                .start()) {
            assertTimeoutPreemptively(BOUND, life::awaitEnd);
        } finally {
            System.clearProperty(IdleExit.MINIMUM_UPTIME);
        }
        assertThatThrownBy(() -> one.awaitArrival(0)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "-5", "1e3", "Infinity", "2s", "", " 1"})
    void a_minimum_uptime_that_is_no_number_of_seconds_stops_the_start(String text) {
        System.setProperty(IdleExit.MINIMUM_UPTIME, text);
        try {
            assertThatThrownBy(() -> life().exitWhenIdle(Duration.ofHours(1)).start())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("-Ddoorbell.idle.minimum-uptime=" + text
                            + " is malformed: expected a number of seconds, such as 0.5. Correct or remove it.");
        } finally {
            System.clearProperty(IdleExit.MINIMUM_UPTIME);
        }
    }

    @Test
    void a_drain_without_an_end_still_ends_when_there_is_no_work() throws Exception {
        Lifecycle life = life().drain(ChronoUnit.FOREVER.getDuration()).start();
        life.stop();
        assertTimeoutPreemptively(BOUND, life::awaitEnd);
    }

    @Test
    void an_error_in_an_intake_does_not_make_it_deaf_to_being_stopped() throws Exception {
        Intake broken = new Intake() {
            @Override
            public void pause() {
                throw new NoClassDefFoundError("x");
            }

            @Override
            public void resume() {}
        };
        Lifecycle life = life().exitWhenIdle(SOON).intake(broken).start();
        life.begin().close();
        Thread.sleep(10 * SOON.toMillis());
        life.stop();
        assertTimeoutPreemptively(BOUND, life::awaitEnd);
    }

    @Test
    void work_that_is_begun_while_arrivals_are_looked_for_is_waited_for() throws Exception {
        CompletableFuture<Lifecycle> started = new CompletableFuture<>();
        Backlog.Copy copy = backlog.copy();
        BareHandle slow = new BareHandle() {
            @Override
            public Channel open() {
                return copy;
            }

            @Override
            public void commit() {}

            @Override
            public boolean awaitArrival(long millis) {
                Work unused = started.join().begin();
                return false;
            }

            @Override
            public int detach() {
                return 0;
            }

            @Override
            public void release() {}

            @Override
            public void close() {}
        };
        Listeners one = new TestListeners().passed("one", Kind.SPECIAL, slow).listeners();
        try (Lifecycle life =
                Lifecycle.of(one).serviceManager(manager).exitWhenIdle(SOON).start()) {
            started.complete(life);
            life.begin().close();
            Thread.sleep(20 * SOON.toMillis());
            assertThat(life.isEnding()).isFalse();
        }
    }

    @Test
    void a_reload_before_it_is_ready_does_not_make_it_ready() throws Exception {
        try (Lifecycle life = life().onReload(() -> {}).start()) {
            raise("HUP");
            Thread.sleep(500);
            assertThat(manager.words).doesNotContain("ready");
        }
    }

    @Test
    void a_program_with_its_own_signal_handlers_can_reload() throws Exception {
        CompletableFuture<String> reloaded = new CompletableFuture<>();
        try (Lifecycle life = life().handleSignals(false)
                .onReload(() -> reloaded.complete(Thread.currentThread().getName()))
                .start()) {
            life.reload();
            assertThat(reloaded.join()).isEqualTo("doorbell-lifecycle");
            assertThat(life.isEnding()).isFalse();
        }
    }

    @Test
    void closing_it_while_it_drains_ends_it_at_once() throws Exception {
        Lifecycle life = life().drain(Duration.ofMinutes(1)).start();
        Work unfinished = life.begin();
        life.stop();
        while (!life.isEnding()) {
            Thread.onSpinWait();
        }
        assertTimeoutPreemptively(BOUND, life::close);
        unfinished.close();
    }

    @Test
    void a_listener_that_was_closed_or_detached_does_not_keep_it_alive_indefinitely() throws Exception {
        try (Lifecycle life = life().exitWhenIdle(Duration.ofMillis(300)).start()) {
            passed.get("one").close();
            assertTimeoutPreemptively(BOUND, life::awaitEnd);
        }
    }

    private static void raise(String name) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        type.getMethod("raise", type)
                .invoke(null, type.getConstructor(String.class).newInstance(name));
    }

    private Lifecycle.Builder life() {
        return Lifecycle.of(passed).serviceManager(manager);
    }
}
