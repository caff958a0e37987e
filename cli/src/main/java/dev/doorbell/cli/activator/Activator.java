package dev.doorbell.cli.activator;

import static org.apache.commons.lang3.Validate.isTrue;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.handover.activation.Activity;
import dev.doorbell.handover.activation.Children;
import dev.doorbell.handover.activation.ConnectionActivator;
import dev.doorbell.handover.activation.Launcher;
import dev.doorbell.handover.activation.ListenerActivator;
import dev.doorbell.handover.activation.StartLimitExceeded;
import dev.doorbell.handover.activation.SupervisedProgram;
import dev.doorbell.handover.activation.UnusableCommand;
import dev.doorbell.handover.upgrade.UpgradeTimes;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Binds the listeners of a program, and starts it. */
public final class Activator {
    private static final int FIRST_PASSED = 3;

    private final Activation activation;
    private final ActivatorLog log;
    private final ForwardedSignals signals = new ForwardedSignals();
    private final SignalForwarder forwarder;
    private final ManagerNotices notices;
    private final Launcher launcher;
    private volatile Optional<Activity> running = Optional.empty();
    private volatile Optional<SupervisedProgram> supervised = Optional.empty();

    /**
     * Creates an activator, which does nothing yet.
     *
     * @param activation the listeners and the program
     * @param log the log
     */
    public Activator(Activation activation, ActivatorLog log) {
        this.activation = activation;
        this.log = log;
        this.notices = new ManagerNotices(Doorbell.serviceManager(), longestUpgrade(), log);
        Children children = new Children();
        this.forwarder = new SignalForwarder(children, log, new Reactions(), SignalForwarder.terminal());
        String program = activation.program().command().get(0);
        this.launcher = new Launcher(
                activation.program(), children, new ActivatorEvents(program, log, signals, forwarder, notices));
    }

    /**
     * Listens, starts the program on the first connection, and returns when the program has ended or a signal has
     * requested the end. The listeners are closed then, and their paths are removed.
     *
     * @return the exit status of the program, or 128 plus the number of the signal
     * @throws IllegalArgumentException if the program cannot take what is to be passed
     * @throws UnsupportedOperationException if this platform cannot bind or pass a listener
     * @throws UnusableCommand if the program does not exist, or cannot be executed
     * @throws StartLimitExceeded if the program ends faster than it may be started again
     * @throws IOException if the operating system refuses
     * @throws InterruptedException if the thread is interrupted
     */
    public int run() throws IOException, InterruptedException {
        activation.specs().forEach(this::check);
        launcher.check();
        if (activation.mode() instanceof Activation.Listening mode) {
            ChangedFiles.check(mode.upgrading().watched());
        }
        signals.forwardTo(forwarder::receive);
        try (notices;
                Listeners listeners = bind()) {
            notices.keepAlive();
            announce(listeners.all());
            return activation.mode() instanceof Activation.Accepting accepting
                    ? accept(new ConnectionActivator(launcher, listeners, accepting.most()))
                    : run((Activation.Listening) activation.mode(), listeners.all());
        }
    }

    /** The old generation of the upgrade before may take as long as it may, and then the next one. */
    private Duration longestUpgrade() {
        if (activation.mode() instanceof Activation.Listening mode) {
            UpgradeTimes times = mode.upgrading().times();
            return times.stop().plus(times.ready()).plus(times.settle());
        }
        return Duration.ZERO;
    }

    private int accept(Activity activity) throws IOException, InterruptedException {
        notices.ready();
        return run(activity);
    }

    private int run(Activation.Listening mode, List<Listener> listeners) throws IOException, InterruptedException {
        Optional<ProgramSupervision> opened = ProgramSupervision.open(launcher, mode.upgrading(), log);
        if (opened.isEmpty()) {
            notices.ready();
            return run(mode, new ListenerActivator(launcher, listeners, mode.restart()));
        }
        try (ProgramSupervision supervision = opened.get()) {
            supervised = Optional.of(supervision.program());
            if (!mode.now()) {
                notices.ready();
            } else if (mode.upgrading().probe().isPresent()) {
                notices.awaitProbe();
            }
            return run(mode, new ListenerActivator(launcher, listeners, mode.restart(), supervision.program()));
        }
    }

    private int run(Activation.Listening mode, ListenerActivator activator) throws IOException, InterruptedException {
        if (mode.now()) {
            activator.request();
        }
        return run(activator);
    }

    private int run(Activity started) throws IOException, InterruptedException {
        try (Activity activity = started) {
            running = Optional.of(activity);
            return activity.run();
        } finally {
            notices.stopping();
            running = Optional.empty();
        }
    }

    /** The requests of signals to this activator. */
    private final class Reactions implements SignalForwarder.Reactions {
        @Override
        public void stop() {
            notices.stopping();
            running.ifPresent(Activity::stop);
        }

        @Override
        public boolean upgrades() {
            return activation.mode() instanceof Activation.Listening mode
                    && mode.upgrading().allowed();
        }

        @Override
        public void upgrade() {
            supervised.ifPresent(program -> {
                // its outcome is logged
                var unused = program.upgrade();
            });
        }
    }

    private void check(ListenerSpec spec) {
        isTrue(
                !spec.isBareName(),
                "\"%1$s\" is a bare name, which has no address. Add one, for example %1$s=tcp://127.0.0.1:8080.",
                spec.name());
        isTrue(
                activation.mode() instanceof Activation.Listening
                        || spec.kind().orElseThrow().accepts(),
                "--accept accepts connections, and %s has none. Omit --accept: the program reads from it.",
                spec);
    }

    /** Binds even if a service manager passed listeners to this process. */
    private Listeners bind() throws IOException {
        Listeners listeners = Doorbell.builder()
                .listen(activation.specs().toArray(new ListenerSpec[0]))
                .provider("fallback")
                .open();
        if (activation.program().inetd()
                && activation.mode() instanceof Activation.Listening
                && listeners.all().size() != 1) {
            listeners.close();
            throw new IllegalArgumentException("--inetd passes one socket, got " + listeners.all()
                    + ". Give one spec with one address, or add --accept.");
        }
        return listeners;
    }

    private void announce(List<Listener> listeners) {
        boolean numbered = activation.mode() instanceof Activation.Listening
                && !activation.program().inetd();
        for (int i = 0; i < listeners.size(); i++) {
            log.info("listening on " + listeners.get(i)
                    + (numbered ? ", to be passed as fd " + (FIRST_PASSED + i) : ""));
        }
    }
}
