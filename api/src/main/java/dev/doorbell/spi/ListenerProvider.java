package dev.doorbell.spi;

import dev.doorbell.Listener;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Brings listeners from one place: a service manager, or a plain bind.
 *
 * <p>Found by {@link java.util.ServiceLoader}, so it has a public constructor without arguments; on the module path it
 * is named with {@code provides}, on the class path in
 * {@code META-INF/services/dev.doorbell.spi.ListenerProvider}. It is created on every start of a program that has it,
 * whether it is chosen or not: creating and examining must be cheap, and must load nothing native.
 */
public interface ListenerProvider {
    /**
     * The priority of a provider for a service manager that addresses the process: the provider applies only where the
     * evidence names this very process, as {@code LISTEN_PID} of {@code sd_listen_fds(3)} does.
     */
    int SERVICE_MANAGER = 100;

    /**
     * The priority of a provider for a service manager whose evidence child processes inherit, such as a variable with the
     * label of a job. It may be meant for a process above this one, so evidence that names this process is stronger.
     */
    int INHERITED_EVIDENCE = 90;

    /** The priority of the provider that binds in this process, which serves what no service manager passed. */
    int FALLBACK = 0;

    /**
     * The name that users see and force with {@code -Ddoorbell.provider=NAME}.
     *
     * @return a short lower-case name
     */
    String name();

    /**
     * Which provider is preferred where several apply, by the strength of the evidence that {@link #examine} looks for:
     * {@link #SERVICE_MANAGER} before {@link #INHERITED_EVIDENCE}. Equal priorities go by name. Those above {@link #FALLBACK} inherit listeners; the one at
     * {@link #FALLBACK} binds those that remain.
     *
     * @return a number, larger is preferred
     */
    int priority();

    /**
     * Whether this provider has anything to give in this process. It looks at the environment and no further, and does
     * not throw, on any platform.
     *
     * @param process the process to look at
     * @return whether it applies, and why
     */
    Applicability examine(ProcessContext process);

    /**
     * Opens the place that the listeners come from. Called where {@link #examine} said that the provider applies, or
     * where a user forced it.
     *
     * @param process the process to serve
     * @return a source, which the caller closes
     * @throws dev.doorbell.spi.HandoverException if what the service manager passed is malformed
     * @throws UnsupportedOperationException if this platform cannot have such a source
     * @throws IOException if the operating system refuses
     */
    ListenerSource open(ProcessContext process) throws IOException;

    /**
     * The one connection that this process was started for, where this place starts a process for each. It is asked for by
     * {@link dev.doorbell.Doorbell#connection()} alone, also where {@link #examine} said that the provider does not apply:
     * inetd announces nothing.
     *
     * @param process the process to serve
     * @return a listener of the kind {@link dev.doorbell.spec.Kind#CONNECTION}, or of any other that came by the same way, not
     *     adopted yet; empty if there is none
     * @throws dev.doorbell.spi.HandoverException if what the service manager passed is malformed
     * @throws IOException if the operating system refuses
     */
    default Optional<Listener> connection(ProcessContext process) throws IOException {
        return Optional.empty();
    }

    /**
     * The socket that is standard input, as inetd passes it, which {@link dev.doorbell.Doorbell#open} does not take: it
     * says so where it binds instead. Asked for on every start that binds, so it is cheap where there is none, and claims
     * nothing.
     *
     * @param process the process to serve
     * @return a listener of any kind, not adopted; empty where standard input was not passed to be served
     * @throws IOException if the operating system refuses
     */
    default Optional<Listener> standardInput(ProcessContext process) throws IOException {
        return Optional.empty();
    }

    /**
     * How long a process that was started for a connection must have run before it may end by itself because it is idle.
     * A service manager takes one that ends sooner, again and again, for a failing one, and holds its next start back or
     * gives up. Asked for by {@code dev.doorbell.lifecycle.Lifecycle} only.
     *
     * @return a time; {@link Duration#ZERO} where nothing limits it
     */
    default Duration minimumUptime() {
        return Duration.ZERO;
    }

    /**
     * The service manager, if it listens to what its services tell it. It is asked for by
     * {@link dev.doorbell.Doorbell#serviceManager()} alone, also where {@link #examine} said that the provider does not
     * apply: a manager that passed no listener may listen all the same.
     *
     * @param process the process to serve
     * @return the service manager; empty if there is none, or it does not listen
     */
    default Optional<ServiceManager> serviceManager(ProcessContext process) {
        return Optional.empty();
    }
}
