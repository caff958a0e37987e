package dev.doorbell.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.lifecycle.End;
import dev.doorbell.lifecycle.Hook;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.lifecycle.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.GenericApplicationContext;

/** The lifecycle and the context of an application, each of which can begin to close it. */
@Timeout(60)
class ApplicationLifecycleTest {
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private final CountDownLatch bothClose = new CountDownLatch(2);

    private final GenericApplicationContext context = new GenericApplicationContext() {
        @Override
        public void close() {
            bothClose.countDown();
            super.close();
        }
    };

    private Lifecycle start() throws IOException {
        context.registerBean("lifecycle", ApplicationLifecycle.class, this::newLifecycle);
        context.refresh();
        ApplicationLifecycle application = context.getBean(ApplicationLifecycle.class);
        application.changed(new AvailabilityChangeEvent<>(context, ReadinessState.ACCEPTING_TRAFFIC));
        return application.life();
    }

    private ApplicationLifecycle newLifecycle() {
        DoorbellProperties properties =
                new DoorbellProperties(true, "http", "management", Map.of(), null, Duration.ofSeconds(20));
        OpenListeners none = OpenListeners.open(properties, context.getEnvironment(), false);
        try {
            return new ApplicationLifecycle(none, properties, context, () -> true, List.of(), exitCode::complete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void the_end_of_the_lifecycle_closes_the_context_and_exits() throws Exception {
        Lifecycle life = start();
        life.stop();
        assertThat(life.awaitEnd()).isEqualTo(End.STOPPED);
        assertThat(context.isActive()).isFalse();
        assertThat(exitCode).isCompletedWithValue(0);
    }

    @Test
    void a_context_that_is_closed_ends_the_lifecycle_and_leaves_the_exit_to_the_program() throws Exception {
        Lifecycle life = start();
        context.close();
        assertThat(life.awaitEnd()).isEqualTo(End.STOPPED);
        assertThat(exitCode).isNotDone();
    }

    @Test
    void a_context_that_is_closed_during_the_drain_does_not_cut_it_short() throws Exception {
        Lifecycle life = start();
        Work request = life.begin();
        life.stop();
        awaitThat(life::isEnding);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
        awaitThat(() -> isIn("doorbell-drain", Thread.State.WAITING));
        request.close();
        closed.get(20, TimeUnit.SECONDS);
        assertThat(life.awaitEnd()).isEqualTo(End.STOPPED);
    }

    /** Checks a context that one thread closes already when the lifecycle begins to close it. */
    @Test
    void neither_waits_for_the_other_when_both_close_the_context() throws Exception {
        StoppedFirst first = new StoppedFirst();
        context.registerBean("first", StoppedFirst.class, () -> first);
        Lifecycle life = start();
        first.stopping = () -> {
            life.stop();
            bothClose.await();
        };
        CompletableFuture.runAsync(context::close).get(20, TimeUnit.SECONDS);
        assertThat(life.awaitEnd()).isEqualTo(End.STOPPED);
    }

    private static boolean isIn(String thread, Thread.State state) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(other -> other.getName().equals(thread) && other.getState() == state);
    }

    private static void awaitThat(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    /** A bean that is stopped before the lifecycle. */
    private static final class StoppedFirst implements SmartLifecycle {
        private Hook stopping = () -> {};

        @Override
        public void start() {
            // it always runs
        }

        @Override
        public void stop() {
            try {
                stopping.run();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public boolean isRunning() {
            return true;
        }
    }
}
