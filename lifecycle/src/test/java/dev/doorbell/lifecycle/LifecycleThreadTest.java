package dev.doorbell.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.TestListeners;
import dev.doorbell.spec.Kind;
import java.time.Duration;
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

    /** Returns whether the lifecycle's thread waits until the work is done. */
    private static boolean drains() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals("doorbell-lifecycle"))
                .flatMap(thread -> Stream.of(thread.getValue()))
                .anyMatch(call -> call.getMethodName().equals("timedWait"));
    }
}
