package dev.doorbell;

import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.ProcessContext;
import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way in: opens the listeners that a program declares, from a service manager where one passed them, and by binding
 * them where nobody did.
 *
 * <pre>{@code
 * try (Listeners listeners = Doorbell.open(
 *         ListenerSpec.parse("http=tcp://127.0.0.1:8080"),
 *         ListenerSpec.parse("control=unix:///run/user/1000/echo.sock"))) {
 *     for (Listener http : listeners.all("http")) {
 *         serve(http.serverSocketChannel());
 *     }
 * }
 * }</pre>
 *
 * <p>The provider is chosen by itself; {@code -Ddoorbell.provider=NAME} or the environment variable
 * {@code DOORBELL_PROVIDER} forces one, and {@link #explain()} tells what was chosen and why.
 */
public final class Doorbell {
    private Doorbell() {}

    /**
     * Opens listeners with the default policies: what is not passed is bound, and what is passed and not asked for stays
     * open with a warning.
     *
     * @param specs what to serve on, each with a different name
     * @return the listeners, which the caller closes
     * @throws dev.doorbell.spi.HandoverException if what the service manager passed is malformed
     * @throws java.net.BindException if an address is in use or may not be bound
     * @throws IOException if the operating system refuses otherwise
     * @throws IllegalStateException if two specs have the same name, a name was passed with another kind, a listener is
     *     taken already in this process, a bare name was not passed, or the forced provider does not exist
     * @throws UnsupportedOperationException if this platform cannot give what a spec asks for
     */
    public static Listeners open(ListenerSpec... specs) throws IOException {
        // not through the builder, which would be one more class of every start
        return open(loader(), List.of(specs), WhenMissing.BIND, WhenUnclaimed.WARN);
    }

    /** {@return a builder, for policies other than the default ones} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * What each provider saw in this process, which one is chosen, and why; the same text stands in error messages.
     *
     * @return a few lines for a person to read
     * @throws IllegalStateException if the forced provider does not exist, or none applies
     */
    public static String explain() {
        return Providers.select(ProcessContext.current(), loader()).explanation();
    }

    /**
     * What the service manager passed to this process, without adopting or changing it.
     *
     * @return the provider that is chosen, and what it was passed; where that is nothing, the socket on standard input that
     *     {@link #connection()} would take, with its provider; nothing on launchd, which cannot list
     * @throws dev.doorbell.spi.HandoverException if what the service manager passed is malformed
     * @throws IOException if the operating system refuses
     * @throws IllegalStateException if the forced provider does not exist, or none applies
     */
    public static Passed passed() throws IOException {
        ProcessContext process = ProcessContext.current();
        Selection selection = Providers.select(process, loader());
        try (ListenerSource source = selection.provider().open(process)) {
            List<Listener> passed = source.claim(List.of()).unclaimed();
            Optional<StandardInput.Found> standardInput =
                    passed.isEmpty() ? StandardInput.in(process, selection) : Optional.empty();
            return standardInput.isPresent()
                    ? new Passed(
                            standardInput.get().provider().name(),
                            List.of(standardInput.get().socket()))
                    : new Passed(selection.chosen().name(), passed);
        }
    }

    /**
     * The one connection that this process was started for: by a socket unit with {@code Accept=yes}, which passes it (under
     * the name {@code connection}, if it is systemd), or as inetd does it, as standard input ({@code StandardInput=socket},
     * {@code systemd-socket-activate --inetd}). Nothing but this call takes standard input, and it does not where
     * {@code LISTEN_FDS} is for this process. An unnamed pair of sockets ({@code socketpair(2)}) on standard input is a parent
     * that talks to its child, as Node.js and sshd make it, and is taken only with {@code -Ddoorbell.systemd.stdin=pair}.
     *
     * <p>A client that has reset its connection, or ended it, leaves a connection whose read fails or ends; its
     * {@link java.nio.channels.SocketChannel#getRemoteAddress()} may be null then.
     *
     * <p>A socket that is standard input gets a descriptor of its own; standard input becomes {@code /dev/null}, and so
     * do standard output and error where they are the same socket, so that nothing but the channel reaches the client.
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
     * @return a listener of the kind {@link dev.doorbell.spec.Kind#CONNECTION}, which the caller closes; one of another kind where standard
     *     input is a listener (inetd's {@code wait}, {@code StandardInput=socket} with {@code Accept=no}); empty if there
     *     is neither
     * @throws dev.doorbell.spi.HandoverException if what the service manager passed is malformed
     * @throws IllegalStateException if it is taken already, there are several, or the forced provider does not exist
     * @throws UnsupportedOperationException if no way into the JDK is open, and the message says how to open one; if the
     *     socket is of a family that no channel serves, such as {@code AF_VSOCK}
     * @throws IOException if the operating system refuses
     */
    public static Optional<Listener> connection() throws IOException {
        ProcessContext process = ProcessContext.current();
        for (ListenerProvider provider : Providers.select(process, loader()).whoMayHaveConnections()) {
            Optional<Listener> connection = provider.connection(process);
            if (connection.isPresent()) {
                adopt(connection.get());
                return connection;
            }
        }
        return Optional.empty();
    }

    /**
     * The service manager that started this process, to tell it that the program is ready, or to leave descriptors with
     * it.
     *
     * @return the service manager; one that is told nothing where none listens
     */
    public static ServiceManager serviceManager() {
        ProcessContext process = ProcessContext.current();
        for (ListenerProvider provider : Providers.all(process, loader())) {
            Optional<ServiceManager> manager = provider.serviceManager(process);
            if (manager.isPresent()) {
                return manager.get();
            }
        }
        return NoServiceManager.get();
    }

    private static Listeners open(
            ClassLoader loader, List<ListenerSpec> specs, WhenMissing whenMissing, WhenUnclaimed whenUnclaimed)
            throws IOException {
        ProcessContext process = ProcessContext.current();
        Selection selection = Providers.select(process, loader);
        return new Opening(process, selection, whenMissing, whenUnclaimed).open(specs);
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

    /** The context loader, so that a framework's own provider is found, if it sees this very api. */
    static ClassLoader loader() {
        ClassLoader own = Doorbell.class.getClassLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null && (context == own || seesThisApi(context)) ? context : own;
    }

    private static boolean seesThisApi(ClassLoader context) {
        try {
            return context.loadClass(ListenerProvider.class.getName()) == ListenerProvider.class;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /**
     * What a service manager passed.
     *
     * @param provider the name of the provider that is chosen in this process
     * @param listeners what it was passed, not adopted; nothing needs to be closed
     */
    public record Passed(String provider, List<Listener> listeners) {}

    /** Collects specs and policies. Not safe for use by several threads. */
    public static final class Builder {
        private final List<ListenerSpec> specs = new ArrayList<>();
        private WhenMissing whenMissing = WhenMissing.BIND;
        private WhenUnclaimed whenUnclaimed = WhenUnclaimed.WARN;
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
         * What to do about a spec that nothing was passed for.
         *
         * @param policy the policy; {@link WhenMissing#BIND} if this is not called
         * @return this
         */
        public Builder whenMissing(WhenMissing policy) {
            whenMissing = policy;
            return this;
        }

        /**
         * What to do about a listener that was passed and that no spec asks for.
         *
         * @param policy the policy; {@link WhenUnclaimed#WARN} if this is not called
         * @return this
         */
        public Builder whenUnclaimed(WhenUnclaimed policy) {
            whenUnclaimed = policy;
            return this;
        }

        /**
         * Where providers are looked for.
         *
         * @param loader the class loader; if this is not called, the thread's context class loader where it sees this
         *     api, and otherwise the one that loaded Doorbell
         * @return this
         */
        public Builder classLoader(ClassLoader loader) {
            classLoader = loader;
            return this;
        }

        /**
         * Opens the listeners. If that fails, what was bound is closed, and what was inherited is left as it was.
         *
         * @return the listeners, which the caller closes
         * @throws IOException as {@link Doorbell#open(ListenerSpec...)} says, also for the unchecked exceptions
         */
        public Listeners open() throws IOException {
            ClassLoader providers = classLoader == null ? loader() : classLoader;
            return Doorbell.open(providers, List.copyOf(specs), whenMissing, whenUnclaimed);
        }
    }
}
