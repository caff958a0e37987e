package dev.doorbell.spi;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A place that listeners come from: a service manager, or a plain bind.
 *
 * <p>Found by {@link java.util.ServiceLoader}, so it has a public constructor without arguments; on the module path it
 * is named with {@code provides}, on the class path in
 * {@code META-INF/services/dev.doorbell.spi.ListenerProvider}. It is created on most starts of a program that has it,
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
     * Returns the name that users see and force with {@code -Ddoorbell.provider=NAME}.
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
     * provider that {@link java.util.ServiceLoader} found first. Doorbell's provider of {@code sd_listen_fds(3)} has the first
     * rank where {@code LISTEN_PID} is set and it applies, whatever priority others have. It is then asked before the others
     * are searched for, so a program that needs no other provider creates none; one that cannot be loaded is reported only
     * after a search.
     *
     * @return a number, larger is preferred
     */
    int priority();

    /**
     * Looks for what this provider has for a process. It is cheap, loads nothing native, changes nothing, and does not throw
     * on any platform.
     *
     * @param process the process to look at
     * @return what it has, and whether that is anything
     */
    ListenerSource examine(ProcessContext process);

    /**
     * Returns the one connection that this process was started for, where this place starts a process for each. Only
     * {@link dev.doorbell.Doorbell#connection()} asks for it, also where {@link #examine} said that the provider does not
     * apply: inetd announces nothing.
     *
     * @param process the process to serve
     * @return a listener of the kind {@link dev.doorbell.spec.Kind#CONNECTION}, or of any other that came by the same way, not
     *     adopted yet; empty if there is none
     * @throws ActivationException if what the service manager passed is malformed
     * @throws IOException if the operating system refuses
     */
    default Optional<ListenerHandle> connection(ProcessContext process) throws IOException {
        return Optional.empty();
    }

    /**
     * Returns the socket that is standard input, as inetd passes it. {@link dev.doorbell.Doorbell#open} does not take it, and
     * reports it where it binds instead. It is asked for on every start that binds, so this is cheap where there is none, and
     * claims nothing.
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
     * @return one sentence
     */
    default String howToPassStandardInput() {
        return "For Doorbell.open, let the service manager pass it as a listener of its own.";
    }

    /**
     * Returns the descriptors that the service manager kept under a name and passed to this process, each once. Only
     * {@link dev.doorbell.Doorbell#stored} asks for them, also where another provider is forced.
     *
     * @param process the process to serve
     * @param name the name that they were left under, see {@link DescriptorStore#put}
     * @return the listeners, claimed for the caller and not adopted yet; none if there are none of that name, or they were
     *     taken already
     * @throws ActivationException if what the service manager passed is malformed
     * @throws IllegalStateException if a setting of the provider has an unknown value
     * @throws IOException if the operating system refuses
     */
    default List<ListenerHandle> stored(ProcessContext process, String name) throws IOException {
        return List.of();
    }

    /**
     * Returns how long a process that was started for a connection must have run before it may end because it is idle. A
     * service manager takes a process that repeatedly ends sooner for a failing one, and delays its next start or gives up.
     * Only {@code dev.doorbell.lifecycle.Lifecycle} asks for it.
     *
     * @return a time; {@link Duration#ZERO} where nothing limits it
     */
    default Duration minimumUptime() {
        return Duration.ZERO;
    }

    /**
     * Returns the service manager, if it listens to notifications of its services. Only
     * {@link dev.doorbell.Doorbell#serviceManager()} asks for it, also where {@link #examine} said that the provider does not
     * apply: a manager that passed no listener may listen all the same.
     *
     * @param process the process to serve
     * @return the service manager; empty if there is none, or it does not listen
     */
    default Optional<ServiceManager> serviceManager(ProcessContext process) {
        return Optional.empty();
    }
}
