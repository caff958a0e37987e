package dev.doorbell.cli.activator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.handover.notify.Notification;
import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The notifications of an activator to its manager. */
@Timeout(30)
class ManagerNoticesTest {
    private static final int MANY = 1_000;

    private final Recorder manager = new Recorder();
    private final StringWriter err = new StringWriter();
    private final ManagerNotices notices = notices(manager);

    /** A service manager that records what it is told. */
    private static final class Recorder implements ServiceManager {
        private final List<String> told = new ArrayList<>();
        private boolean listens = true;
        private boolean fails;
        private volatile CountDownLatch free = new CountDownLatch(0);

        private void tell(String message) throws IOException {
            awaitFree();
            told.add(message);
            if (fails) {
                throw new IOException("it is gone");
            }
        }

        private void awaitFree() {
            try {
                free.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean listens() {
            return listens;
        }

        @Override
        public void ready() throws IOException {
            tell("ready");
        }

        @Override
        public void reloading() throws IOException {
            tell("reloading");
        }

        @Override
        public void stopping() throws IOException {
            tell("stopping");
        }

        @Override
        public void status(String text) throws IOException {
            tell("status " + text);
        }

        @Override
        public void extendTimeout(Duration time) throws IOException {
            tell("extend " + time.toMillis());
        }
    }

    private ManagerNotices notices(ServiceManager of) {
        return new ManagerNotices(of, Duration.ofSeconds(3), new ActivatorLog(new PrintWriter(err, true), false));
    }

    private static Notification notification(String text) {
        return new Notification(OptionalLong.empty(), text, List.of());
    }

    private List<String> told() {
        notices.close();
        return manager.told;
    }

    @Test
    void what_the_program_sends_is_passed_on() {
        notices.pass(notification("READY=1\nSTATUS=serving"));
        notices.pass(notification("RELOADING=1"));
        notices.pass(notification("READY=1"));
        notices.extend(notification("EXTEND_TIMEOUT_USEC=5000"));
        notices.extend(notification("EXTEND_TIMEOUT_USEC=0"));
        assertThat(told()).containsExactly("ready", "status serving", "reloading", "ready", "extend 5");
    }

    @Test
    void an_upgrade_is_a_reload_that_the_program_does_not_end_and_that_may_take_as_long_as_its_limits() {
        notices.ready();
        notices.upgrading();
        notices.pass(notification("RELOADING=1"));
        notices.pass(notification("READY=1"));
        notices.upgraded("it serves", false);
        assertThat(told()).containsExactly("ready", "reloading", "extend 3000", "status it serves", "ready");
    }

    @Test
    void a_failed_upgrade_of_a_program_that_is_not_ready_does_not_make_it_ready() {
        notices.upgrading();
        notices.upgraded("it failed", true);
        notices.pass(notification("READY=1"));
        assertThat(told()).containsExactly("status it failed", "ready");
    }

    @Test
    void a_program_that_is_ready_during_an_upgrade_is_ready_after_it() {
        notices.upgrading();
        notices.pass(notification("READY=1"));
        notices.upgraded("it failed", true);
        assertThat(told()).containsExactly("status it failed", "ready");
    }

    @Test
    void a_program_with_a_probe_is_ready_when_that_has_succeeded() {
        notices.awaitProbe();
        notices.pass(notification("READY=1\nSTATUS=early"));
        notices.ready();
        assertThat(told()).containsExactly("status early", "ready");
    }

    @Test
    void the_end_is_told_once() {
        notices.stopping();
        notices.stopping();
        assertThat(told()).containsExactly("stopping");
    }

    @Test
    void of_the_texts_that_wait_for_a_slow_manager_it_is_told_the_last() {
        manager.free = new CountDownLatch(1);
        notices.ready();
        IntStream.range(0, MANY).forEach(i -> notices.pass(notification("STATUS=" + i)));
        notices.stopping();
        manager.free.countDown();
        assertThat(told()).containsExactly("ready", "status " + (MANY - 1), "stopping");
    }

    @Test
    void what_waits_for_a_slow_manager_is_bounded_and_the_newest_is_kept() {
        manager.free = new CountDownLatch(1);
        notices.ready();
        notices.pass(notification("STATUS=serving"));
        IntStream.range(1, MANY).forEach(i -> notices.extend(notification("EXTEND_TIMEOUT_USEC=" + i * 1000)));
        manager.free.countDown();
        assertThat(told()).hasSizeLessThan(MANY / 10).contains("status serving", "extend " + (MANY - 1));
    }

    @Test
    void a_failure_is_logged_once() {
        manager.fails = true;
        notices.ready();
        notices.stopping();
        assertThat(told()).hasSize(2);
        assertThat(err.toString())
                .contains("cannot notify the service manager: it is gone")
                .hasLineCount(1);
    }

    @Test
    void a_manager_that_does_not_listen_is_told_nothing_and_awaits_no_probe() {
        Recorder deaf = new Recorder();
        deaf.listens = false;
        ManagerNotices unheard = notices(deaf);
        unheard.awaitProbe();
        assertThat(unheard.awaitsProbe()).isFalse();
        unheard.ready();
        unheard.close();
        assertThat(deaf.told).isEmpty();
    }
}
