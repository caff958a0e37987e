package dev.doorbell.handover.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.notify.DatagramTarget;
import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.Handover;
import dev.doorbell.handover.UpgradeException;
import dev.doorbell.handover.notify.StoredDescriptors;
import dev.doorbell.handover.upgrade.Probe;
import dev.doorbell.handover.upgrade.UpgradeTimes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Upgrades of shell scripts, which are ready when they have made a file: a probe looks for it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "starts /bin/sh")
@Timeout(30)
class SupervisedProgramTest {
    private static final String READY = "touch \"$DIRECTORY/ready-$$\"; ";
    private static final String SERVES = READY + "exec sleep 300";

    /** Takes longer to end than a watchdog of 0.5 s. */
    private static final String DRAINS = "trap 'sleep 1; exit 0' TERM; " + READY + "while :; do sleep 0.05; done";

    private static final UpgradeTimes SHORT_TIMES =
            new UpgradeTimes(Duration.ofSeconds(20), Duration.ofMillis(200), Duration.ofSeconds(20));

    private static final int SIGKILLED = 137;

    @TempDir
    private Path directory;

    private final Deque<String> scripts = new ArrayDeque<>();
    private final StoredDescriptors store = new StoredDescriptors(4);
    private final Children children = new Children();
    private final Recorded events = new Recorded();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private SupervisedProgram program;

    private static final class Recorded implements ActivationEvents {
        final List<ChildProcess> started = Collections.synchronizedList(new ArrayList<>());
        final List<String> outcomes = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void started(ChildProcess child, String reason) {
            synchronized (started) {
                started.add(child);
                started.notifyAll();
            }
        }

        ChildProcess awaitStarted(int index) throws InterruptedException {
            synchronized (started) {
                while (started.size() <= index) {
                    started.wait();
                }
                return started.get(index);
            }
        }

        @Override
        public void upgraded(String outcome, boolean failed) {
            outcomes.add(outcome);
        }

        @Override
        public void ended(ChildProcess child) {}

        @Override
        public void waiting() {}

        @Override
        public void failed(String message) {
            outcomes.add(message);
        }
    }

    @BeforeEach
    void prepare() {
        program = program(Duration.ofSeconds(20), Duration.ofSeconds(20));
    }

    private SupervisedProgram program(Duration ready, Duration stop) {
        return program(new UpgradeTimes(ready, Duration.ofMillis(200), stop), Optional.empty());
    }

    private SupervisedProgram program(UpgradeTimes times, Optional<Duration> watchdog) {
        Probe probe = new Probe(
                List.of("/bin/sh", "-c", "cd '" + directory + "' && test -e ready-$MAINPID && touch probed-$MAINPID"));
        Launcher launcher =
                new Launcher(new Program(List.of("sh"), Map.of(), Optional.empty(), false, false), children, events);
        return new SupervisedProgram(
                launcher, new Supervision(directory, watchdog, store, true, times, Optional.of(probe)));
    }

    /** Starts the first script. {@return its process} */
    private ChildProcess start(String... inTurn) throws InterruptedException {
        scripts.addAll(List.of(inTurn));
        Thread thread = new Thread(() -> {
            try {
                status.complete(program.run(alone -> handover(scripts.remove()), "test"));
            } catch (Exception e) {
                status.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return events.awaitStarted(0);
    }

    private Handover handover(String script) {
        return new Handover(script.startsWith("/") ? List.of(script) : List.of("sh", "-c", script))
                .environment("DIRECTORY", directory.toString());
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        children.stop(0);
        program.stop();
        for (ChildProcess child : children.running()) {
            child.signal(9);
        }
        children.awaitAll();
        assertThat(directory.toFile().list((parent, name) -> name.startsWith("notify")))
                .isEmpty();
    }

    @Test
    void a_successor_that_is_ready_takes_over() throws Exception {
        ChildProcess old = start(SERVES, SERVES);
        assertThat(program.upgrade().get())
                .contains("process " + events.awaitStarted(1).pid() + " serves");
        assertThat(old.waitFor()).isEqualTo(143);
        assertThat(events.awaitStarted(1).isAlive()).isTrue();
        assertThat(status).isNotDone();
    }

    @Test
    void a_successor_that_ends_at_once_is_a_failed_upgrade() throws Exception {
        assertFails(start(SERVES, "exit 3"), "exit status 3 before it was ready");
    }

    @Test
    void a_successor_that_a_signal_ends_is_a_failed_upgrade() throws Exception {
        assertFails(start(SERVES, "kill -SEGV $$"), "exit status 139 (signal 11) before it was ready");
    }

    @Test
    void a_successor_that_ends_without_an_error_is_a_failed_upgrade() throws Exception {
        assertFails(start(SERVES, "exit 0"), "exit status 0 before it was ready");
    }

    @Test
    void a_successor_that_dies_after_it_was_ready_is_a_failed_upgrade() throws Exception {
        program = program(
                new UpgradeTimes(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20)),
                Optional.empty());
        assertFails(start(SERVES, READY + "sleep 0.5; exit 4"), "exit status 4 within 20 s after it was ready");
    }

    @Test
    void a_successor_that_cannot_be_started_is_a_failed_upgrade() throws Exception {
        scripts.add(SERVES);
        scripts.add("/nowhere/program");
        assertFails(start(), "cannot find the program \"/nowhere/program\"");
    }

    @Test
    void a_successor_that_hangs_is_killed_with_its_children() throws Exception {
        program = program(Duration.ofMillis(300), Duration.ofSeconds(20));
        String hangs = "sleep 300 & echo $! > \"$DIRECTORY/child\"; wait";
        assertFails(start(SERVES, hangs), "was not ready within 0.3 s");
        long child = Long.parseLong(Files.readString(directory.resolve("child")).strip());
        ProcessHandle.of(child).ifPresent(left -> left.onExit().join());
    }

    private void assertFails(ChildProcess old, String reason) throws Exception {
        assertThatThrownBy(() -> program.upgrade().get())
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(UpgradeException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("process " + old.pid() + " serves on");
        assertThat(children.running()).containsExactly(old);
        assertThat(old.isAlive()).isTrue();
    }

    @Test
    void after_a_failed_upgrade_the_next_one_succeeds() throws Exception {
        ChildProcess old = start(SERVES, "exit 3", SERVES);
        assertFails(old, "exit status 3");
        program.upgrade().get();
        assertThat(old.waitFor()).isEqualTo(143);
    }

    @Test
    void requests_during_an_upgrade_are_one_more() throws Exception {
        start(SERVES, SERVES, SERVES);
        CompletableFuture<String> first = program.upgrade();
        events.awaitStarted(1);
        CompletableFuture<String> second = program.upgrade();
        assertThat(program.upgrade()).isSameAs(second).isNotSameAs(first);
        second.get();
        assertThat(first).isCompleted();
        assertThat(events.started).hasSize(3);
        assertThat(events.outcomes).hasSize(2);
    }

    @Test
    void an_old_generation_that_does_not_end_is_killed() throws Exception {
        program = program(Duration.ofSeconds(20), Duration.ofMillis(200));
        ChildProcess old = start("trap '' TERM; " + READY + "sleep 300", SERVES);
        awaitReady(old);
        program.upgrade().get();
        assertThat(old.waitFor()).isEqualTo(SIGKILLED);
    }

    private void awaitReady(ChildProcess process) {
        awaitFile("ready-" + process.pid());
    }

    private void awaitFile(String name) {
        while (!Files.exists(directory.resolve(name))) {
            Thread.onSpinWait();
        }
    }

    @Test
    void the_watchdog_does_not_abort_an_old_generation_that_serves_its_clients() throws Exception {
        program = program(SHORT_TIMES, Optional.of(Duration.ofMillis(500)));
        ChildProcess old = start(DRAINS, SERVES);
        notify(1, "READY=1");
        CompletableFuture<String> upgrade = program.upgrade();
        while (!upgrade.isDone()) {
            notify(1, "WATCHDOG=1");
        }
        assertThat(old.waitFor()).isZero();
    }

    @Test
    void the_watchdog_does_not_abort_a_program_that_is_stopped() throws Exception {
        program = program(SHORT_TIMES, Optional.of(Duration.ofMillis(500)));
        ChildProcess old = start(DRAINS);
        awaitReady(old);
        notify(1, "READY=1");
        children.stop(0);
        program.stop();
        old.signal(15);
        assertThat(old.waitFor()).isZero();
    }

    /** Sends to the socket of a generation, counted from 1, as one of its processes does. */
    private void notify(int generation, String message) throws IOException {
        DatagramTarget.ofPath(directory.resolve("notify-" + generation).toString())
                .send(message, Duration.ofSeconds(10));
    }

    @Test
    void a_stop_ends_the_settle_time_and_lets_the_successor_finish_its_work() throws Exception {
        program = program(
                new UpgradeTimes(Duration.ofSeconds(20), Duration.ofHours(1), Duration.ofSeconds(20)),
                Optional.empty());
        String drains = "trap 'trap \"exit 9\" TERM; touch \"$DIRECTORY/told\"' TERM; " + READY
                + "while ! test -e \"$DIRECTORY/go\"; do sleep 0.05; done; exit 0";
        ChildProcess old = start(SERVES, drains);
        CompletableFuture<String> upgrade = program.upgrade();
        ChildProcess successor = events.awaitStarted(1);
        awaitFile("probed-" + successor.pid());
        children.stop(143);
        old.signal(15);
        successor.signal(15);
        awaitFile("told");
        program.stop();
        old.waitFor();
        Files.createFile(directory.resolve("go"));
        assertThatThrownBy(upgrade::get).hasMessageContaining("the program is being stopped");
        assertThat(successor.waitFor()).as("9 after a second SIGTERM").isZero();
    }

    @Test
    void a_successor_that_says_it_is_ready_has_to_answer_its_probe_too() throws Exception {
        program = program(Duration.ofSeconds(1), Duration.ofSeconds(20));
        ChildProcess old = start(SERVES, "exec sleep 300");
        CompletableFuture<String> upgrade = program.upgrade();
        events.awaitStarted(1);
        notify(2, "READY=1");
        assertThatThrownBy(upgrade::get).hasMessageContaining("was not ready within 1 s: its probe did not succeed");
        assertThat(children.running()).containsExactly(old);
    }

    @Test
    void a_program_that_was_told_to_end_is_not_told_again_by_an_upgrade() throws Exception {
        ChildProcess old = start(SERVES);
        children.stop(143);
        assertThat(children.retire(old)).isFalse();
        assertThat(children.serving()).containsExactly(old);
    }

    @Test
    void a_successor_that_has_settled_when_the_program_was_told_to_end_does_not_take_over() throws Exception {
        // the signal of the stop, which is not sent here, would end the successor sooner
        program = program(
                new UpgradeTimes(SHORT_TIMES.ready(), Duration.ofSeconds(3), Duration.ofMillis(200)), Optional.empty());
        ChildProcess old = start(SERVES, SERVES);
        CompletableFuture<String> upgrade = program.upgrade();
        ChildProcess successor = events.awaitStarted(1);
        awaitFile("probed-" + successor.pid());
        children.stop(143);
        assertThatThrownBy(upgrade::get).hasMessageContaining("the program is being stopped");
        assertThat(successor.isAlive()).isFalse();
        assertThat(old.isAlive()).isTrue();
    }

    @Test
    void a_successor_changes_the_descriptor_store_only_if_it_takes_over() throws Exception {
        start(SERVES, "exec sleep 300", "while ! test -e \"$DIRECTORY/go\"; do sleep 0.05; done; " + SERVES);
        storing(1, "FDSTORE=1\nFDNAME=old");
        CompletableFuture<String> failing = program.upgrade();
        ChildProcess failed = events.awaitStarted(1);
        notify(2, "FDSTOREREMOVE=1\nFDNAME=old");
        storing(2, "FDSTORE=1\nFDNAME=new");
        failed.signal(9);
        assertThatThrownBy(failing::get).hasMessageContaining("exit status 137");
        assertThat(store.names()).containsExactly("old");
        CompletableFuture<String> succeeding = program.upgrade();
        events.awaitStarted(2);
        notify(3, "FDSTOREREMOVE=1\nFDNAME=old");
        storing(3, "FDSTORE=1\nFDNAME=new");
        assertThat(store.names()).containsExactly("old");
        Files.createFile(directory.resolve("go"));
        succeeding.get();
        assertThat(store.names()).containsExactly("new");
        store.close();
    }

    @Test
    void an_old_generation_that_drains_changes_the_descriptor_store_no_more() throws Exception {
        String drains = "trap 'while ! test -e \"$DIRECTORY/go\"; do sleep 0.05; done; exit 0' TERM; " + READY
                + "while :; do sleep 0.05; done";
        ChildProcess old = start(drains, SERVES);
        storing(1, "FDSTORE=1\nFDNAME=state");
        program.upgrade().get();
        notify(1, "FDSTOREREMOVE=1\nFDNAME=state");
        storing(1, "FDSTORE=1\nFDNAME=other");
        assertThat(store.names()).containsExactly("state");
        Files.createFile(directory.resolve("go"));
        old.waitFor();
        store.close();
    }

    @Test
    void a_descriptor_that_a_full_store_does_not_take_is_reported_once() throws Exception {
        start(SERVES);
        for (int count = 0; count < 6; count++) {
            storing(1, "FDSTORE=1\nFDNAME=state");
        }
        assertThat(events.outcomes)
                .singleElement()
                .asString()
                .startsWith("cannot store the descriptor state: the store is full, with 4.");
        store.close();
    }

    /** Sends a descriptor, and waits until it is received. */
    private void storing(int generation, String message) throws IOException {
        try (FileChannel file = FileChannel.open(Files.createTempFile(directory, "stored", ""))) {
            DatagramTarget.ofPath(directory.resolve("notify-" + generation).toString())
                    .send(message + "\nFDPOLL=0", file, "BARRIER=1", Duration.ofSeconds(10));
        }
    }

    @Test
    void a_stop_ends_both_generations() throws Exception {
        program = program(Duration.ofSeconds(20), Duration.ofMillis(200));
        ChildProcess old = start(SERVES, "trap '' TERM; while :; do sleep 0.1; done");
        CompletableFuture<String> upgrade = program.upgrade();
        ChildProcess successor = events.awaitStarted(1);
        children.stop(143);
        program.stop();
        old.signal(15);
        assertThatThrownBy(upgrade::get).hasMessageContaining("the program is being stopped");
        assertThat(successor.isAlive()).isFalse();
        assertThat(status.get(20, TimeUnit.SECONDS)).isEqualTo(143);
    }

    @Test
    void a_successor_takes_over_from_a_generation_that_has_died() throws Exception {
        ChildProcess old = start(SERVES, "while ! test -e \"$DIRECTORY/go\"; do sleep 0.05; done; " + SERVES);
        CompletableFuture<String> upgrade = program.upgrade();
        ChildProcess successor = events.awaitStarted(1);
        old.signal(9);
        old.waitFor();
        Files.createFile(directory.resolve("go"));
        assertThat(upgrade.get()).endsWith("process " + successor.pid() + " serves");
        assertThat(status).isNotDone();
        successor.signal(15);
        assertThat(status.get()).isEqualTo(143);
    }

    @Test
    void the_end_of_the_program_ends_the_run_with_its_status() throws Exception {
        start("exit 7");
        assertThat(status.get()).isEqualTo(7);
        assertThat(program.upgrade().get()).contains("no program runs");
    }
}
