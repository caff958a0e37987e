package dev.doorbell.agent.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AcceptGateTest {
    private static final int SOCKET = 5;
    private static final int OTHER = 6;
    private static final long LONG = TimeUnit.SECONDS.toMillis(40);

    private final AcceptGate gate = new AcceptGate(Duration.ofMillis(LONG));

    AcceptGateTest() {
        gate.add(SOCKET);
    }

    private static <T> FutureTask<T> onThread(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    @Test
    void only_adopted_sockets_are_held() throws InterruptedException {
        gate.close();
        assertThat(gate.enter(SOCKET, 0)).isFalse();
        assertThat(gate.enter(OTHER, 0)).isTrue();
        gate.forget(SOCKET);
        assertThat(gate.enter(SOCKET, 0)).isTrue();
    }

    @Test
    void a_call_that_waits_is_made_when_the_gate_opens() throws Exception {
        gate.close();
        FutureTask<Boolean> call = onThread(() -> gate.enter(SOCKET, LONG));
        gate.open();
        assertThat(call.get(LONG / 2, TimeUnit.MILLISECONDS)).isTrue();
        assertThat(gate.enter(SOCKET, 0)).isTrue();
    }

    @Test
    void a_call_that_is_not_made_ends_although_the_gate_stays_closed() throws InterruptedException {
        gate.close();
        assertThat(gate.enter(SOCKET, 1)).isFalse();
    }

    @Test
    void an_interrupt_is_left_to_the_program() throws InterruptedException {
        gate.close();
        Thread.currentThread().interrupt();
        assertThat(gate.enter(SOCKET, 1)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void the_gate_is_closed_after_the_last_call_that_has_passed() throws Exception {
        assertThat(gate.enter(SOCKET, 0)).isTrue();
        FutureTask<Boolean> closed = onThread(() -> {
            gate.close();
            return true;
        });
        assertThatThrownBy(() -> closed.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        gate.leave(SOCKET);
        assertThat(closed.get(LONG, TimeUnit.MILLISECONDS)).isTrue();
    }

    @Test
    void a_call_that_has_failed_does_not_hold_up_the_end() throws InterruptedException {
        AcceptGate impatient = new AcceptGate(Duration.ofMillis(1));
        impatient.add(SOCKET);
        assertThat(impatient.enter(SOCKET, 0)).isTrue();
        impatient.close();
        assertThat(impatient.enter(SOCKET, 0)).isFalse();
    }
}
