package dev.doorbell.cli.activator;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Listens for a program, and starts it. */
public final class Activator {
    private static final Set<Kind> ACCEPTING = EnumSet.of(Kind.TCP, Kind.UNIX_STREAM, Kind.UNIX_SEQPACKET);
    private static final int FIRST_PASSED = 3;

    private final Activation activation;
    private final Log log;
    private final Signals signals = new Signals();
    private final Children children;
    private final Launcher launcher;
    private volatile Runnable whenStopping = () -> {};

    /**
     * Nothing happens yet.
     *
     * @param activation what to listen on, and what to start
     * @param log what happens
     */
    public Activator(Activation activation, Log log) {
        this.activation = activation;
        this.log = log;
        this.children = new Children(log, () -> whenStopping.run());
        this.launcher = new Launcher(activation.program(), signals, children, log);
    }

    /**
     * Listens, starts the program when somebody connects, and returns when it has ended, or a signal has. What was bound is
     * closed then, and its paths are removed.
     *
     * @return the exit status: of the program, or 128 and the number of the signal
     * @throws IllegalArgumentException if the program cannot take what is to be passed
     * @throws UnsupportedOperationException if this platform cannot bind or pass what is asked for
     * @throws UnusableCommand if the program is not there, or may not be executed
     * @throws TooManyStarts if it ends faster than it may be started again
     * @throws IOException if the operating system refuses
     * @throws InterruptedException if the thread is interrupted
     */
    public int run() throws IOException, InterruptedException {
        refuseWhatCannotBeBound();
        refuseWhatNobodyAccepts();
        launcher.check();
        signals.forwardTo(children::receive);
        try (Listeners listeners = bind()) {
            announce(listeners.all());
            return run(listeners);
        }
    }

    private int run(Listeners listeners) throws IOException, InterruptedException {
        if (activation.mode() instanceof Activation.Accepting accepting) {
            return acceptFrom(listeners, accepting.most());
        }
        return passAll(listeners.all(), (Activation.Listening) activation.mode());
    }

    private int acceptFrom(Listeners listeners, int most) throws IOException, InterruptedException {
        ConnectionActivator activator = new ConnectionActivator(launcher, children, log, listeners.all(), most);
        whenStopping = () -> {
            Closings.close(listeners, log);
            activator.wakeup();
        };
        return activator.run();
    }

    private int passAll(List<Listener> listeners, Activation.Listening mode) throws IOException, InterruptedException {
        try (ListenerActivator activator = new ListenerActivator(mode, launcher, children, log, listeners)) {
            whenStopping = activator::wakeup;
            return activator.run();
        } finally {
            whenStopping = () -> {};
        }
    }

    /** Binds, whatever this process itself was passed. */
    private Listeners bind() throws IOException {
        Listeners listeners = Doorbell.builder()
                .listen(activation.specs().toArray(new ListenerSpec[0]))
                .provider("fallback")
                .open();
        if (activation.program().inetd()
                && activation.mode() instanceof Activation.Listening
                && listeners.all().size() != 1) {
            Closings.close(listeners, log);
            throw new IllegalArgumentException("--inetd passes one socket, and this is " + listeners.all()
                    + ". Give one spec with one address, or --accept.");
        }
        return listeners;
    }

    private void refuseWhatCannotBeBound() {
        for (ListenerSpec spec : activation.specs()) {
            if (spec.kind().isEmpty()) {
                throw new IllegalArgumentException("\"" + spec.name() + "\" is a name alone, and does not say where to"
                        + " listen. Give it an address, such as " + spec.name() + "=tcp://127.0.0.1:8080.");
            }
        }
    }

    private void refuseWhatNobodyAccepts() {
        for (ListenerSpec spec : activation.specs()) {
            if (activation.mode() instanceof Activation.Accepting
                    && !ACCEPTING.contains(spec.kind().orElseThrow())) {
                throw new IllegalArgumentException("--accept takes connections, and " + spec
                        + " has none. Leave --accept out, and the program reads from it.");
            }
        }
    }

    private void announce(List<Listener> listeners) {
        boolean numbered = activation.mode() instanceof Activation.Listening
                && !activation.program().inetd();
        for (int i = 0; i < listeners.size(); i++) {
            log.say("listening on " + listeners.get(i)
                    + (numbered ? ", to be passed as fd " + (FIRST_PASSED + i) : ""));
        }
    }
}
