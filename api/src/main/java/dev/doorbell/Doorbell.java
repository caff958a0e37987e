package dev.doorbell;

import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.ActivationException;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ProcessContext;
import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entry point. It adopts the listeners that the service manager passed and binds the rest.
 *
 * <pre>{@code
 * try (Listeners listeners = Doorbell.open(
 *         "http=tcp://127.0.0.1:8080", "control=unix:///run/user/1000/echo.sock")) {
 *     for (Listener http : listeners.all("http")) {
 *         serve(http.serverSocketChannel());
 *     }
 * }
 * }</pre>
 *
 * <p>The provider is chosen automatically; {@code -Ddoorbell.provider=NAME} or the environment variable
 * {@code DOORBELL_PROVIDER} forces one, and {@link #explain()} says which was chosen and why.
 */
public final class Doorbell {
    private Doorbell() {}

    /**
     * Opens listeners with the default policies: a listener that was not passed is bound, and one that was passed and that no
     * spec asks for stays open with a warning.
     *
     * @param specs the listeners to serve on, each with a different name
     * @return the listeners, which the caller closes
     * @throws ActivationException if what the service manager passed is malformed
     * @throws java.net.BindException if an address is in use or may not be bound
     * @throws IOException if the operating system refuses otherwise
     * @throws IllegalArgumentException if two specs have the same name
     * @throws IllegalStateException if a name was passed with another kind, more than one match is possible, a listener is
     *     taken already in this process, or a bare name was not passed; if the forced provider does not exist, no provider
     *     applies, none can bind, or a property {@code doorbell.systemd.*} has an unknown value
     * @throws UnsupportedOperationException if this platform cannot give what a spec asks for
     */
    public static Listeners open(ListenerSpec... specs) throws IOException {
        // not through the builder, which would be one more class of every start
        return open(List.of(specs));
    }

    /**
     * Opens listeners that are declared as text, with the default policies.
     *
     * @param first a spec as {@link ListenerSpec#parse} reads it
     * @param more further specs, each with a different name
     * @return the listeners, which the caller closes
     * @throws IllegalArgumentException if a text does not parse, or two specs have the same name
     * @throws IOException as {@link #open(ListenerSpec...)} says, also for the other unchecked exceptions
     */
    public static Listeners open(String first, String... more) throws IOException {
        return open(parsed(first, more));
    }

    private static Listeners open(List<ListenerSpec> specs) throws IOException {
        return new Opening(providers(), specs, null, null).open();
    }

    private static List<ListenerSpec> parsed(String first, String... more) {
        List<ListenerSpec> parsed = new ArrayList<>(1 + more.length);
        parsed.add(ListenerSpec.parse(first));
        for (String spec : more) {
            parsed.add(ListenerSpec.parse(spec));
        }
        return parsed;
    }

    /** {@return a builder, for policies other than the default ones} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Explains what each provider saw in this process, which one is chosen, and why; the same text stands in error messages.
     * If a service manager listens, the last line is how it is notified: {@link ServiceManager#explain()}.
     *
     * @return a few lines for a person to read
     * @throws IllegalStateException if the forced provider does not exist, or none applies
     */
    public static String explain() {
        String explanation = providers().selection().explanation();
        ServiceManager manager = serviceManager();
        return manager.listens() ? explanation + "\nNotifications: " + manager.explain() : explanation;
    }

    /**
     * Lists what the service manager passed to this process and no component has taken yet, without adopting or changing it.
     *
     * @return the provider that is chosen, and what it was passed; where that is nothing, the socket on standard input that
     *     {@link #connection()} would take, with its provider; nothing on launchd, which cannot list
     * @throws ActivationException if what the service manager passed is malformed
     * @throws IOException if the operating system refuses
     * @throws IllegalStateException if the forced provider does not exist, or none applies
     * @throws UnsupportedOperationException if the forced provider cannot serve on this platform
     */
    public static Passed passed() throws IOException {
        Providers providers = providers();
        Candidate chosen = providers.chosen();
        List<Listener> passed =
                chosen.listeners(chosen.source().claim(List.of()).unclaimed());
        Optional<StandardInput.Found> standardInput = passed.isEmpty() ? StandardInput.in(providers) : Optional.empty();
        return standardInput.isPresent()
                ? new Passed(
                        standardInput.get().provider().name(),
                        List.of(standardInput.get().socket()))
                : new Passed(chosen.name(), passed);
    }

    /**
     * Returns the one connection that this process was started for: by a socket unit with {@code Accept=yes}, which passes it
     * (under the name {@code connection}, if it is systemd), or as inetd does it, as standard input ({@code StandardInput=socket},
     * {@code systemd-socket-activate --inetd}). Only this call takes standard input, and it does not where
     * {@code LISTEN_FDS} is for this process. An unnamed pair of sockets ({@code socketpair(2)}) on standard input is a parent
     * that talks to its child, as Node.js and sshd make it, and is taken only with {@code -Ddoorbell.systemd.stdin=pair}.
     *
     * <p>A client that has reset its connection, or ended it, leaves a connection whose read fails or ends; its
     * {@link java.nio.channels.SocketChannel#getRemoteAddress()} may be null then.
     *
     * <p>A socket that is standard input gets a descriptor of its own; standard input becomes {@code /dev/null}, and so
     * do standard output and error where they are the same socket, so that only the channel reaches the client.
     *
     * <p>{@link Listener#accept()} serves it and a listener from one code path:
     *
     * <pre>{@code
     * Optional<Listener> connection = Doorbell.connection();
     * List<Listener> all = connection.isPresent()
     *         ? List.of(connection.get())
     *         : Doorbell.open(ListenerSpec.parse("http=tcp://127.0.0.1:8080")).all();
     * }</pre>
     *
     * @return a listener of the kind {@link Kind#CONNECTION}, which the caller closes; one of another kind where standard
     *     input is a listener (inetd's {@code wait}, {@code StandardInput=socket} with {@code Accept=no}); empty if there
     *     is neither
     * @throws ActivationException if what the service manager passed is malformed
     * @throws IllegalStateException if it is taken already, there are several, or the forced provider does not exist
     * @throws UnsupportedOperationException if no way into the JDK is open, and the message says how to open one; if the
     *     socket is of a family that no channel serves, such as {@code AF_VSOCK}
     * @throws IOException if the operating system refuses
     */
    public static Optional<Listener> connection() throws IOException {
        Providers providers = providers();
        for (Candidate candidate : providers.ofConnections()) {
            Optional<ListenerHandle> found = candidate.loaded().connection(providers.process());
            if (found.isPresent()) {
                Listener connection = candidate.listeners(List.of(found.get())).get(0);
                adopt(connection);
                return Optional.of(connection);
            }
        }
        return Optional.empty();
    }

    /**
     * Takes the descriptors that the service manager kept under a name while this program was restarted, and passed to this
     * process, each once. A descriptor stays in the {@linkplain ServiceManager#descriptorStore() store} too until it is
     * {@linkplain dev.doorbell.spi.DescriptorStore#remove removed} or its other side ends it.
     *
     * <p>Of a connection it is a listener of the kind {@link Kind#CONNECTION}, of a regular file or memory file one of the kind
     * {@link Kind#FILE}, which goes on where it stood, and of anything else one of its own kind, or of {@link Kind#OTHER},
     * which can be {@linkplain Listener#detachFd() detached}. To be called before {@link #open}, which would find it
     * unclaimed. Every provider is asked, also where another one is forced.
     *
     * @param name the name that it was left under
     * @return the listeners, which the caller closes; none if there is nothing of that name, or it was taken already
     * @throws ActivationException if what the manager passed is malformed
     * @throws IllegalStateException if a property {@code doorbell.systemd.*} has an unknown value
     * @throws IOException if the operating system refuses
     */
    public static List<Listener> stored(String name) throws IOException {
        Providers providers = providers();
        for (Candidate candidate : providers) {
            List<ListenerHandle> stored = candidate.loaded().stored(providers.process(), name);
            if (!stored.isEmpty()) {
                return candidate.listeners(stored);
            }
        }
        return List.of();
    }

    /**
     * Returns the service manager that started this process, to tell it that the program is ready, or to leave descriptors
     * with it. Every provider is asked, also where another one is forced; the failure of one is logged.
     *
     * @return the service manager; where none listens, {@link ServiceManager#none()}
     */
    public static ServiceManager serviceManager() {
        Providers providers = providers();
        for (Candidate candidate : providers) {
            try {
                Optional<ServiceManager> manager = candidate.loaded().serviceManager(providers.process());
                if (manager.isPresent()) {
                    return manager.get();
                }
            } catch (RuntimeException | LinkageError e) {
                candidate.warnOfFailure("the service manager", e);
            }
        }
        return ServiceManager.none();
    }

    private static Providers providers() {
        return new Providers(ProcessContext.current(), loader(), null);
    }

    private static void adopt(Listener connection) throws IOException {
        try {
            connection.open();
            connection.commit();
        } catch (IOException | RuntimeException | Error e) {
            Closing.after(e, connection::release);
            throw e;
        }
    }

    /** Returns the context loader, so that a framework's own provider is found, if it sees this very api. */
    static ClassLoader loader() {
        ClassLoader own = Doorbell.class.getClassLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null && (context == own || seesThisApi(context)) ? context : own;
    }

    private static boolean seesThisApi(ClassLoader context) {
        try {
            return context.loadClass(ListenerProvider.class.getName()) == ListenerProvider.class;
        } catch (ClassNotFoundException | RuntimeException | LinkageError stopped) {
            // that of a web application which has stopped throws IllegalStateException in Tomcat
            return false;
        }
    }

    /** The listeners that a service manager passed. */
    public static final class Passed {
        private final String provider;
        private final List<Listener> listeners;

        /**
         * Listeners that were passed, for tests of programs that show them.
         *
         * @param provider the name of the provider
         * @param listeners its listeners
         */
        public Passed(String provider, List<Listener> listeners) {
            this.provider = Objects.requireNonNull(provider, "provider");
            this.listeners = List.copyOf(listeners);
        }

        /** {@return the name of the provider that is chosen in this process} */
        public String provider() {
            return provider;
        }

        /** {@return what it was passed, not adopted; nothing needs to be closed} */
        public List<Listener> listeners() {
            return listeners;
        }
    }

    /** Collects specs and policies. Not safe for use by several threads. */
    public static final class Builder {
        private final List<ListenerSpec> specs = new ArrayList<>();
        private @Nullable WhenMissing whenMissing;
        private @Nullable WhenUnclaimed whenUnclaimed;
        private @Nullable String provider;
        private @Nullable ClassLoader classLoader;

        private Builder() {}

        /**
         * Adds specs.
         *
         * @param more the specs
         * @return this
         */
        public Builder listen(ListenerSpec... more) {
            specs.addAll(List.of(more));
            return this;
        }

        /**
         * Adds specs that are declared as text.
         *
         * @param first a spec as {@link ListenerSpec#parse} reads it
         * @param more further specs
         * @return this
         * @throws IllegalArgumentException if a text does not parse
         */
        public Builder listen(String first, String... more) {
            specs.addAll(parsed(first, more));
            return this;
        }

        /**
         * Chooses the provider. This takes precedence over {@code -Ddoorbell.provider=NAME} and {@code DOORBELL_PROVIDER}.
         *
         * @param name the name of a provider, such as {@code fallback}; {@link #open()} throws IllegalStateException if no
         *     provider has it
         * @return this
         * @throws IllegalArgumentException if it is empty
         */
        public Builder provider(String name) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("expected the name of a provider, got \"\". Give one, such as"
                        + " \"fallback\", or leave the call out.");
            }
            provider = name;
            return this;
        }

        /**
         * Sets the policy for a spec that nothing was passed for.
         *
         * @param policy the policy; {@link WhenMissing#BIND} if this is not called
         * @return this
         */
        public Builder whenMissing(WhenMissing policy) {
            whenMissing = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets the policy for a listener that was passed and that no spec asks for.
         *
         * @param policy the policy; {@link WhenUnclaimed#WARN} if this is not called
         * @return this
         */
        public Builder whenUnclaimed(WhenUnclaimed policy) {
            whenUnclaimed = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets the class loader that providers are looked for with.
         *
         * @param loader the class loader; if this is not called, the thread's context class loader where it sees this
         *     api, and otherwise the one that loaded Doorbell
         * @return this
         */
        public Builder classLoader(ClassLoader loader) {
            classLoader = Objects.requireNonNull(loader, "loader");
            return this;
        }

        /**
         * Opens the listeners. If that fails, what was bound is closed, and what was inherited is left as it was.
         *
         * @return the listeners, which the caller closes
         * @throws IOException as {@link Doorbell#open(ListenerSpec...)} says, also for the unchecked exceptions
         */
        public Listeners open() throws IOException {
            ClassLoader loader = classLoader == null ? loader() : classLoader;
            Providers providers = new Providers(ProcessContext.current(), loader, provider);
            return new Opening(providers, List.copyOf(specs), whenMissing, whenUnclaimed).open();
        }
    }
}
