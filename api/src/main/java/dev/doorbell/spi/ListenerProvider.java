package dev.doorbell.spi;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
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
     * Returns which provider is preferred where several apply, by the strength of the evidence that {@link #examine} looks
     * for: {@link #SERVICE_MANAGER} before {@link #INHERITED_EVIDENCE}. Providers above {@link #FALLBACK} inherit listeners;
     * the best of the others binds the listeners that remain.
     *
     * <p>Of equal priorities, the name decides: the first in the order of {@link String#compareTo}. Of equal names too, the
     * provider that {@link java.util.ServiceLoader} found first. Where {@code LISTEN_PID} is set and no provider is forced,
     * the class path is not searched before the provider of {@code sd_listen_fds(3)} is asked: if it applies, it is chosen,
     * whatever priority others have.
     *
     * @return a number, larger is preferred
     */
    int priority();

    /**
     * Looks for what this provider has for a process: at the environment and no further. It does not throw, on any platform.
     *
     * @param process the process to look at
     * @return what it has, and whether that is anything
     */
    ListenerSource examine(ProcessContext process);

    /**
     * The one connection that this process was started for, where this place starts a process for each. It is asked for by
     * {@link dev.doorbell.Doorbell#connection()} alone, also where {@link #examine} said that the provider does not apply:
     * inetd announces nothing.
     *
     * @param process the process to serve
     * @return a listener of the kind {@link dev.doorbell.spec.Kind#CONNECTION}, or of any other that came by the same way, not
     *     adopted yet; empty if there is none
     * @throws HandoverException if what the service manager passed is malformed
     * @throws IOException if the operating system refuses
     */
    default Optional<ListenerHandle> connection(ProcessContext process) throws IOException {
        return Optional.empty();
    }

    /**
     * The socket that is standard input, as inetd passes it, which {@link dev.doorbell.Doorbell#open} does not take: it
     * reports it where it binds instead. Asked for on every start that binds, so it is cheap where there is none, and claims
     * nothing.
     *
     * @param process the process to serve
     * @return a listener of any kind, not adopted; empty where standard input was not passed to be served
     * @throws IOException if the operating system refuses
     */
    default Optional<ListenerHandle> standardInput(ProcessContext process) throws IOException {
        return Optional.empty();
    }

    /**
     * Returns how a user has the socket of {@link #standardInput} passed so that {@link dev.doorbell.Doorbell#open} takes it.
     *
     * @return the end of a sentence, after "or"
     */
    default String insteadOfStandardInput() {
        return "let the service manager pass it as a listener of its own";
    }

    /**
     * Returns the descriptors that the service manager kept under a name and passed to this process, each once. Asked for only
     * by {@link dev.doorbell.Doorbell#stored}.
     *
     * @param process the process to serve
     * @param name the name that they were left under, see {@link DescriptorStore#put}
     * @return the listeners, claimed for the caller and not adopted yet; none if there are none of that name, or they were
     *     taken already
     * @throws HandoverException if what the service manager passed is malformed
     * @throws IOException if the operating system refuses
     */
    default List<ListenerHandle> stored(ProcessContext process, String name) throws IOException {
        return List.of();
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
