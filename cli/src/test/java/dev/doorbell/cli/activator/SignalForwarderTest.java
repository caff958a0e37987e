package dev.doorbell.cli.activator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.cli.activator.ForwardedSignals.Received;
import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.activation.ActivationEvents;
import dev.doorbell.handover.activation.Children;
import dev.doorbell.handover.activation.ConnectionActivator;
import dev.doorbell.handover.activation.Launcher;
import dev.doorbell.handover.activation.Program;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The signals of an activator, with programs that die of each. */
@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no signals")
class SignalForwarderTest {
    private static final Received HUP = new Received("HUP", 1);
    private static final Received INT = new Received("INT", 2);
    private static final Received TERM = new Received("TERM", 15);

    /** A signal that means something to the program only. */
    private static final Received OTHER = new Received("KILL", 9);

    private final Children children = new Children();
    private final StringWriter err = new StringWriter();
    private final Requests requests = new Requests();
    private final FakeTerminal terminal = new FakeTerminal();
    private final Events events = new Events();
    private volatile SignalForwarder forwarder;
    private Listeners listeners;
    private ConnectionActivator activator;
    private Thread accepting;

    /** The requests to the activator. */
    private static final class Requests implements SignalForwarder.Reactions {
        private boolean upgrading;
        private int stops;
        private int upgrades;

        @Override
        public void stop() {
            stops++;
        }

        @Override
        public boolean upgrades() {
            return upgrading;
        }

        @Override
        public void upgrade() {
            upgrades++;
        }
    }

    /** A terminal that can be closed. */
    private static final class FakeTerminal implements SignalForwarder.ControllingTerminal {
        private boolean present;

        @Override
        public boolean isPresent() {
            return present;
        }

        @Override
        public boolean isForeground() {
            return present;
        }
    }

    /** The programs that have started and ended. */
    private final class Events implements ActivationEvents {
        private final BlockingQueue<ChildProcess> started = new LinkedBlockingQueue<>();
        private final BlockingQueue<ChildProcess> ended = new LinkedBlockingQueue<>();

        @Override
        public void started(ChildProcess child, String reason) {
            started.add(child);
        }

        @Override
        public void ended(ChildProcess child) {
            forwarder.ended(child);
            ended.add(child);
        }

        @Override
        public void waiting() {}

        @Override
        public void failed(String message) {}
    }

    @BeforeEach
    void listen() throws Exception {
        forwarder = forwarder();
        listeners = Doorbell.builder()
                .listen("x=tcp://127.0.0.1:0")
                .provider("fallback")
                .open();
        Program program = new Program(List.of("sleep", "100"), Map.of(), Optional.empty(), false, false);
        activator = new ConnectionActivator(new Launcher(program, children, events), listeners, 2);
        accepting = new Thread(() -> {
            try {
                activator.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        accepting.start();
    }

    @AfterEach
    void end() throws Exception {
        children.stop(0);
        activator.stop();
        children.running().forEach(ChildProcess::destroyForcibly);
        accepting.join();
        activator.close();
    }

    private void forward(boolean upgrading, boolean withTerminal) {
        requests.upgrading = upgrading;
        terminal.present = withTerminal;
        forwarder = forwarder();
    }

    private SignalForwarder forwarder() {
        ActivatorLog log = new ActivatorLog(new PrintWriter(err, true), false);
        return new SignalForwarder(children, log, requests, terminal);
    }

    private ChildProcess startProgram() throws Exception {
        SocketChannel.open(listeners.get("x").serverSocketChannel().getLocalAddress())
                .close();
        return events.started.take();
    }

    @Test
    void a_hangup_requests_an_upgrade() throws Exception {
        forward(true, true);
        ChildProcess program = startProgram();
        forwarder.receive(HUP);
        assertThat(requests.upgrades).isEqualTo(1);
        assertThat(requests.stops).isZero();
        assertThat(program.isAlive()).isTrue();
    }

    @Test
    void a_run_that_never_had_a_terminal_has_lost_none() {
        forward(true, false);
        forwarder.receive(HUP);
        assertThat(requests.upgrades).isEqualTo(1);
        assertThat(requests.stops).isZero();
    }

    @Test
    void a_hangup_after_the_terminal_was_closed_ends_the_run_with_the_reason() throws Exception {
        forward(true, true);
        ChildProcess program = startProgram();
        terminal.present = false;
        forwarder.receive(HUP);
        assertThat(requests.stops).isEqualTo(1);
        assertThat(requests.upgrades).isZero();
        assertThat(program.waitFor()).isEqualTo(128 + TERM.number());
        assertThat(err.toString())
                .contains(
                        "SIGHUP: the terminal of this run was closed, so the run ends.",
                        "doorbell upgrade " + ProcessHandle.current().pid(),
                        "setsid")
                .hasLineCount(1);
    }

    @Test
    void a_hangup_without_a_program_ends_the_run() {
        forward(false, false);
        forwarder.receive(HUP);
        assertThat(requests.stops).isEqualTo(1);
    }

    @Test
    void a_hangup_that_a_program_dies_of_ends_the_run() throws Exception {
        forward(false, false);
        ChildProcess program = startProgram();
        forwarder.receive(HUP);
        assertThat(events.ended.take()).isSameAs(program);
        assertThat(program.exitValue()).isEqualTo(128 + HUP.number());
        assertThat(requests.stops).isEqualTo(1);
    }

    @Test
    void the_terminal_has_sent_the_first_interrupt_to_the_program_too() throws Exception {
        forward(false, true);
        ChildProcess program = startProgram();
        forwarder.receive(INT);
        assertThat(requests.stops).isEqualTo(1);
        assertThat(err.toString()).contains("the terminal sends it to the program too");
        assertThat(program.isAlive()).isTrue();
        forwarder.receive(INT);
        assertThat(program.waitFor()).isEqualTo(128 + INT.number());
        assertThat(requests.stops).isEqualTo(1);
    }

    @Test
    void a_successor_that_starts_gets_only_the_signals_that_end() throws Exception {
        forward(true, false);
        ChildProcess serving = startProgram();
        ChildProcess successor = startProgram();
        forwarder.receive(OTHER);
        assertThat(events.ended.take()).isSameAs(serving);
        assertThat(successor.isAlive()).isTrue();
        forwarder.receive(TERM);
        assertThat(successor.waitFor()).isEqualTo(128 + TERM.number());
        assertThat(requests.stops).isEqualTo(1);
    }
}
