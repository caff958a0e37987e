package dev.doorbell.agent.lifetime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One look after another, without the thread. Any time without work is long enough here. */
class IdleWatchTest {
    private static final Duration ANY = Duration.ZERO;
    private static final Duration LONG = Duration.ofHours(1);

    private final List<String> log = new ArrayList<>();
    private final Looked intake = new Looked();
    private final SafeIntake safe = new SafeIntake(intake, log::add);
    private final Activity activity = new Activity();

    /** What it sees, at each look. */
    private static final class Looked implements Intake {
        private final List<String> calls = new ArrayList<>();
        private int open;
        private int openOnceStopped;
        private boolean arrival;
        private boolean fails;
        private boolean cannotStop;

        @Override
        public void stop() throws IOException {
            calls.add("stop");
            open = openOnceStopped;
            if (cannotStop) {
                throw new IOException("halfway");
            }
        }

        @Override
        public void resume() {
            calls.add("resume");
        }

        @Override
        public int openConnections() throws IOException {
            if (fails) {
                throw new IOException("too many open files");
            }
            return open;
        }

        @Override
        public boolean hasArrival() {
            return arrival;
        }

        @Override
        public void prepare() {}
    }

    private boolean isOver(Duration idle) throws InterruptedException {
        return new IdleWatch(safe, activity, idle, log::add).isOver();
    }

    @Test
    void a_program_without_work_is_idle() throws InterruptedException {
        activity.begin();
        assertThat(isOver(ANY)).isTrue();
        assertThat(intake.calls).as("the intake stays stopped").containsExactly("stop");
    }

    @Test
    void a_program_that_starts_is_not_idle() throws InterruptedException {
        assertThat(isOver(ANY)).isFalse();
        activity.renew();
        assertThat(isOver(ANY)).isFalse();
    }

    @Test
    void the_time_has_to_pass() throws InterruptedException {
        activity.begin();
        assertThat(isOver(LONG)).isFalse();
        assertThat(intake.calls).isEmpty();
    }

    @Test
    void an_open_connection_and_a_client_that_waits_are_work() throws InterruptedException {
        activity.begin();
        intake.open = intake.openOnceStopped = 1;
        assertThat(isOver(ANY)).isFalse();
        intake.open = intake.openOnceStopped = 0;
        intake.arrival = true;
        assertThat(isOver(ANY)).isFalse();
        assertThat(intake.calls).isEmpty();
    }

    @Test
    void a_connection_of_the_last_moment_opens_the_intake_again() throws InterruptedException {
        activity.begin();
        intake.openOnceStopped = 1;
        assertThat(isOver(ANY)).isFalse();
        assertThat(intake.calls).containsExactly("stop", "resume");
    }

    @Test
    void connections_that_cannot_be_counted_are_work_and_are_logged_once() throws InterruptedException {
        activity.begin();
        intake.fails = true;
        assertThat(isOver(ANY)).isFalse();
        assertThat(isOver(ANY)).isFalse();
        assertThat(log).singleElement().asString().contains("cannot count", "too many open files");
        intake.fails = false;
        assertThat(isOver(ANY)).isTrue();
    }

    @Test
    void an_intake_that_was_stopped_halfway_is_opened_again() throws InterruptedException {
        activity.begin();
        intake.cannotStop = true;
        assertThat(isOver(ANY)).isFalse();
        assertThat(intake.calls).containsExactly("stop", "resume");
    }

    @Test
    void the_intake_of_a_process_that_is_terminated_stays_stopped() throws InterruptedException {
        activity.begin();
        intake.openOnceStopped = 1;
        safe.terminate();
        assertThat(isOver(ANY)).isFalse();
        assertThat(intake.calls).containsExactly("stop");
    }

    @Test
    void a_program_whose_intake_cannot_be_stopped_is_never_idle() throws InterruptedException {
        activity.begin();
        safe.abandon("io_uring");
        assertThat(isOver(ANY)).isFalse();
    }
}
