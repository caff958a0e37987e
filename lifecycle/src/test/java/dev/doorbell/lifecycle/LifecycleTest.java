package dev.doorbell.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.TestListeners;
import dev.doorbell.spec.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@SuppressWarnings("try")
class LifecycleTest {
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration NEVER = Duration.ofHours(1);

    private final Backlog backlog = new Backlog();
    private final Backlog.Copy copy = backlog.copy();
    private final Told manager = new Told();
    private final List<String> steps = Collections.synchronizedList(new ArrayList<>());
    private final Listeners passed =
            new TestListeners().passed("one", Kind.SPECIAL, copy).listeners();

    @Test
    void a_program_without_work_ends_when_it_was_idle_for_the_time() throws Exception {
        try (Lifecycle life = life(passed).exitWhenIdle(SOON).start()) {
            assertThat(life.awaitEnd()).isEqualTo(End.IDLE);
            assertThat(copy.isOpen()).isFalse();
            assertThat(manager.words).containsExactly("stopping");
            assertThat(steps).containsExactly("end");
        }
        assertThat(steps).as("after closing it too").containsExactly("end");
    }

    @Test
    void work_in_progress_keeps_it_alive_and_the_time_begins_at_its_end() throws Exception {
        Gate gate = new Gate();
        Work work = gate.begin();
        Lifecycle.Builder plan = life(passed).exitWhenIdle(SOON);
        LifecycleThread lifetime = new LifecycleThread(plan, manager, gate, new Admission(gate, plan.served));
        lifetime.start();
        Thread.sleep(4 * SOON.toMillis());
        assertThat(gate.isShut()).isFalse();
        long began = System.nanoTime();
        work.close();
        work.close();
        assertThat(lifetime.awaitEnd()).isEqualTo(End.IDLE);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(SOON);
    }

    @Test
    void what_has_arrived_when_it_would_end_resumes_it() throws Exception {
        backlog.put(1);
        try (Lifecycle life =
                life(passed).exitWhenIdle(SOON).intake(new NotedIntake()).start()) {
            awaitStep("resume");
            assertThat(life.isEnding()).isFalse();
            passed.get("one").byteChannel().read(java.nio.ByteBuffer.allocate(1));
            assertThat(life.awaitEnd()).isEqualTo(End.IDLE);
            assertThat(steps).startsWith("pause", "resume", "pause").endsWith("pause", "end");
        }
    }

    @Test
    void with_an_idle_time_of_zero_a_server_is_not_paused_all_the_time() throws Exception {
        backlog.put(1);
        try (Lifecycle life = life(passed)
                .exitWhenIdle(Duration.ZERO)
                .intake(new NotedIntake())
                .start()) {
            life.begin().close();
            Thread.sleep(500);
            assertThat(steps).startsWith("pause", "resume").hasSizeLessThan(20);
        }
    }

    @Test
    void work_that_begins_after_the_start_is_waited_for() throws Exception {
        try (Lifecycle life = life(passed).exitWhenIdle(Duration.ZERO).start()) {
            Thread.sleep(100);
            Work starting = life.begin();
            Thread.sleep(1100);
            assertThat(life.isEnding()).isFalse();
            starting.close();
            assertThat(life.awaitEnd()).isEqualTo(End.IDLE);
        }
    }

    @Test
    void work_that_an_intake_finds_while_it_pauses_resumes_it() throws Exception {
        CompletableFuture<Lifecycle> started = new CompletableFuture<>();
        List<Work> found = Collections.synchronizedList(new ArrayList<>());
        Intake intake = new Intake() {
            @Override
            public void pause() {
                steps.add("pause");
                if (found.isEmpty()) {
                    found.add(started.join().begin());
                }
            }

            @Override
            public void resume() {
                steps.add("resume");
                found.get(0).close();
            }
        };
        try (Lifecycle life = life(passed).exitWhenIdle(SOON).intake(intake).start()) {
            started.complete(life);
            assertThat(life.awaitEnd()).isEqualTo(End.IDLE);
            assertThat(steps).containsExactly("pause", "resume", "pause", "end");
        }
    }

    @Test
    void an_intake_that_cannot_be_resumed_ends_it() throws Exception {
        backlog.put(1);
        Intake broken = new Intake() {
            @Override
            public void pause() {}

            @Override
            public void resume() throws IOException {
                throw new IOException("the selector is closed");
            }
        };
        Lifecycle.Builder plan = life(passed).exitWhenIdle(SOON).intake(broken);
        try (Lifecycle life = plan.start()) {
            assertThat(life.awaitEnd()).isEqualTo(End.STOPPED);
            life.stop();
        }
    }

    @Test
    void a_listener_that_was_bound_here_keeps_it_alive() throws Exception {
        Listeners both = new TestListeners()
                .passed("one", Kind.SPECIAL, copy)
                .bound("own", Kind.SPECIAL, backlog.copy())
                .listeners();
        try (Lifecycle life = life(both).exitWhenIdle(Duration.ofMillis(1)).start()) {
            life.begin().close();
            Thread.sleep(100);
            assertThat(life.isEnding()).isFalse();
        }
    }

    @Test
    void a_listener_that_an_earlier_generation_bound_keeps_it_alive() throws Exception {
        try (Lifecycle life =
                boundEarlier(passed).exitWhenIdle(Duration.ofMillis(1)).start()) {
            life.begin().close();
            Thread.sleep(100);
            assertThat(life.isEnding()).isFalse();
        }
    }

    private Lifecycle.Builder boundEarlier(Listeners listeners) {
        Lifecycle.Builder plan = life(listeners);
        plan.environment = Map.of("DOORBELL_BOUND", "1");
        return plan;
    }

    @Test
    void it_does_not_end_before_the_uptime_that_the_manager_expects() throws Exception {
        Listeners throttled = new TestListeners()
                .passed("one", Kind.SPECIAL, copy)
                .minimumUptime(NEVER)
                .listeners();
        try (Lifecycle life = life(throttled).exitWhenIdle(Duration.ofMillis(1)).start()) {
            life.begin().close();
            Thread.sleep(100);
            assertThat(life.isEnding()).isFalse();
        }
    }

    @Test
    void told_to_stop_it_takes_nothing_in_and_waits_for_its_work() throws Exception {
        try (Lifecycle life =
                life(passed).intake(new NotedIntake()).drain(NEVER).start()) {
            Work work = life.begin();
            life.stop();
            awaitStep("pause");
            backlog.put(1);
            assertThat(life.await(passed.get("one"))).isEmpty();
            assertThat(copy.isOpen()).as("while work goes on").isTrue();
            work.close();
            assertThat(life.awaitEnd()).isEqualTo(End.STOPPED);
            assertThat(manager.words).containsExactly("stopping", "extend " + (NEVER.toSeconds() + 5));
            assertThat(backlog.size()).as("left for the next process").isEqualTo(1);
            assertThat(steps).containsExactly("pause", "end");
        }
    }

    @Test
    void a_deadline_or_a_second_word_cuts_the_work_short() throws Exception {
        try (Lifecycle life = life(passed).drain(SOON).start()) {
            Work unfinished = life.begin();
            life.stop();
            assertThat(life.awaitEnd()).isEqualTo(End.CUT_SHORT);
            unfinished.close();
        }
        Listeners again =
                new TestListeners().passed("one", Kind.SPECIAL, backlog.copy()).listeners();
        try (Lifecycle life = life(again).drain(NEVER).start()) {
            Work unfinished = life.begin();
            life.stop();
            life.stop();
            assertThat(life.awaitEnd()).isEqualTo(End.CUT_SHORT);
            unfinished.close();
        }
    }

    @Test
    void what_was_bound_here_refuses_clients_from_the_moment_it_is_told_to_stop() throws Exception {
        Backlog.Copy own = backlog.copy();
        Listeners both = new TestListeners()
                .passed("one", Kind.SPECIAL, copy)
                .bound("own", Kind.TCP, own)
                .listeners();
        try (Lifecycle life = life(both).drain(NEVER).start()) {
            Work work = life.begin();
            life.stop();
            while (own.isOpen()) {
                Thread.onSpinWait();
            }
            assertThat(copy.isOpen()).isTrue();
            work.close();
        }
    }

    @Test
    void a_listener_that_an_earlier_generation_bound_refuses_clients_from_the_same_moment() throws Exception {
        Backlog.Copy own = backlog.copy();
        Listeners earlier = new TestListeners().passed("own", Kind.TCP, own).listeners();
        try (Lifecycle life = boundEarlier(earlier).drain(NEVER).start()) {
            Work work = life.begin();
            life.stop();
            while (own.isOpen()) {
                Thread.onSpinWait();
            }
            work.close();
        }
    }

    @Test
    void closing_ends_it_at_once_and_a_thread_that_waits_for_an_arrival_returns() throws Exception {
        Listener one = passed.get("one");
        Lifecycle life = life(passed).drain(NEVER).start();
        Work unfinished = life.begin();
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return life.await(one).isPresent();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        life.close();
        assertThat(life.awaitEnd()).isEqualTo(End.CUT_SHORT);
        assertThat(waiting.join()).isFalse();
        unfinished.close();
    }

    @Test
    void a_hook_that_fails_does_not_keep_it_from_its_end() throws Exception {
        Lifecycle.Builder plan = Lifecycle.of(passed).serviceManager(manager).onEnd(() -> {
            throw new IOException("the disk is full");
        });
        try (Lifecycle life = plan.start()) {
            life.stop();
            assertThat(life.awaitEnd()).isEqualTo(End.STOPPED);
        }
    }

    @Test
    void a_negative_time_is_an_error() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> life(passed).drain(Duration.ofSeconds(-1)))
                .withMessageContaining("must not be negative: PT-1S");
    }

    private Lifecycle.Builder life(Listeners listeners) {
        return Lifecycle.of(listeners).serviceManager(manager).onEnd(() -> steps.add("end"));
    }

    private void awaitStep(String step) {
        while (!steps.contains(step)) {
            Thread.onSpinWait();
        }
    }

    private final class NotedIntake implements Intake {
        @Override
        public void pause() {
            steps.add("pause");
        }

        @Override
        public void resume() {
            steps.add("resume");
        }
    }
}
