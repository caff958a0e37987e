package dev.doorbell.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.TestListeners;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.ServiceManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LifecycleThreadTest {
    @Test
    void a_close_between_a_signal_and_the_start_of_its_drain_does_not_cut_the_drain_short() throws Exception {
        CountDownLatch reloading = new CountDownLatch(1);
        CountDownLatch reloaded = new CountDownLatch(1);
        Lifecycle.Builder plan = Lifecycle.of(new TestListeners()
                        .passed("one", Kind.SPECIAL, new Backlog().copy())
                        .listeners())
                .drain(Duration.ofSeconds(50))
                .onReload(() -> {
                    reloading.countDown();
                    reloaded.await();
                });
        Gate gate = new Gate();
        LifecycleThread lifetime = new LifecycleThread(plan, new Told(), gate, new Admission(gate, plan.served));
        lifetime.start();
        Work work = gate.begin();
        lifetime.tellToReload();
        reloading.await();
        lifetime.tellToStop();

        Thread closing = new Thread(lifetime::close);
        closing.start();
        while (closing.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        reloaded.countDown();
        while (closing.isAlive() && !drains()) {
            Thread.onSpinWait();
        }
        work.close();

        closing.join();
        assertThat(lifetime.awaitEnd()).isEqualTo(End.STOPPED);
    }

    @Test
    void a_stop_unless_it_is_ending_does_not_cut_the_drain_short() throws Exception {
        Lifecycle.Builder plan = Lifecycle.of(new TestListeners()
                        .passed("one", Kind.SPECIAL, new Backlog().copy())
                        .listeners())
                .drain(Duration.ofSeconds(50));
        Gate gate = new Gate();
        LifecycleThread lifetime = new LifecycleThread(plan, new Told(), gate, new Admission(gate, plan.served));
        Work work = gate.begin();
        assertThat(lifetime.stopUnlessEnding()).isTrue();
        assertThat(lifetime.stopUnlessEnding()).isFalse();
        lifetime.start();
        while (!drains()) {
            Thread.onSpinWait();
        }
        work.close();
        assertThat(lifetime.awaitEnd()).isEqualTo(End.STOPPED);
    }

    @Test
    void many_threads_can_close_it_at_once() throws Exception {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        for (int round = 0; round < 50; round++) {
            Lifecycle lifecycle = Lifecycle.of(new TestListeners()
                            .passed("one", Kind.SPECIAL, new Backlog().copy())
                            .listeners())
                    .serviceManager(ServiceManager.none())
                    .start();
            CountDownLatch all = new CountDownLatch(4);
            List<Thread> closing = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                closing.add(new Thread(() -> {
                    try {
                        all.countDown();
                        all.await();
                        lifecycle.close();
                    } catch (Exception e) {
                        failures.add(e);
                    }
                }));
            }
            closing.forEach(Thread::start);
            for (Thread thread : closing) {
                thread.join();
            }
        }
        assertThat(failures).isEmpty();
    }

    /** Returns whether the lifecycle's thread waits until the work is done. */
    private static boolean drains() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals("doorbell-lifecycle"))
                .flatMap(thread -> Stream.of(thread.getValue()))
                .anyMatch(call -> call.getMethodName().equals("timedWait"));
    }
}
