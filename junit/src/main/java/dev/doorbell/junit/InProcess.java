package dev.doorbell.junit;

import dev.doorbell.Listener;
import dev.doorbell.junit.inprocess.Scope;
import dev.doorbell.junit.resources.Resources;
import dev.doorbell.junit.resources.Workspace;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Listeners for code in the JVM of the test, which {@link dev.doorbell.Doorbell#open} finds as if a service manager had passed
 * them: real descriptors, of every kind, under the name and the rules of systemd or launchd. The kit holds the sockets: when
 * the code has closed its listener, the next {@code open} finds it again.
 *
 * <pre>{@code
 * @RegisterExtension
 * final InProcess listeners = Activated.inProcess().listen("http=tcp://127.0.0.1:0");
 *
 * @Test
 * void it_serves_on_the_listener_that_is_passed() throws Exception {
 *     try (Server server = new Server(); Socket client = listeners.connect("http")) { … }
 * }
 * }</pre>
 *
 * <p>The test's thread finds them, and the threads that are started from it, by the context class loader that these inherit. So
 * tests in parallel each have their own. A thread pool that was started before the test, such as the common pool, finds none.
 * Where the field is static, the class's {@code @BeforeAll} and {@code @AfterAll} methods find them too, and extensions
 * that create the test instance, such as Spring's.
 *
 * <p>Linux and macOS, with a way into the JDK.
 */
public final class InProcess extends ListenerClients
        implements BeforeAllCallback,
                AfterAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                TestInstancePreConstructCallback,
                InvocationInterceptor,
                AutoCloseable {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);

    private final List<String> specs = new ArrayList<>();
    private final Lifetime lifetime = new Lifetime();
    private boolean launchd;
    private volatile @Nullable Active active;

    /** The open listeners. */
    private record Active(HeldListeners held, Scope scope, Resources resources) {}

    InProcess() {}

    /**
     * Holds a listener, which is bound at the start. The kernel chooses a port 0, and the kit a path that is left out.
     * Several may have one name.
     *
     * @param spec a spec as {@link dev.doorbell.spec.ListenerSpec#parse} reads it, with an address
     * @return this
     */
    public InProcess listen(String spec) {
        checkClosed();
        specs.add(spec);
        return this;
    }

    /**
     * Passes the listeners as launchd does, on every system: by their names only, none is unclaimed, and nothing can be
     * listed. {@code tcp://localhost:0} is two sockets under one name, where the machine has IPv6. launchd's errors are those
     * of macOS.
     *
     * @return this
     */
    public InProcess asLaunchd() {
        checkClosed();
        launchd = true;
        return this;
    }

    private void checkClosed() {
        if (active != null) {
            throw new IllegalStateException("cannot change listeners that are open. Set the options before.");
        }
    }

    /**
     * Binds the listeners, and lets this thread find them until {@link #close()}, on the same thread. JUnit needs no call of it
     * for a field with {@code @RegisterExtension}.
     *
     * @return this
     * @throws IOException if an address cannot be bound
     */
    public InProcess start() throws IOException {
        Active opened = open();
        Scope.Entered entered = opened.scope().enter();
        opened.resources().add(entered::close);
        return this;
    }

    private synchronized Active open() throws IOException {
        Active known = active;
        if (known != null) {
            return known;
        }
        Resources resources = new Resources();
        try {
            HeldListeners held = resources.add(HeldListeners.bind(specs, resources.add(Workspace.create())));
            Scope scope = resources.add(new Scope(held.all(), launchd));
            Active opened = new Active(held, scope, resources);
            active = opened;
            return opened;
        } catch (IOException | RuntimeException | Error e) {
            resources.closeAfter(e);
            throw e;
        }
    }

    /** Closes the listeners, also those that the code has left open. Does nothing if it has not started. */
    @Override
    public synchronized void close() throws IOException {
        Active closed = active;
        active = null;
        if (closed != null) {
            closed.resources().close();
        }
    }

    @Override
    HeldListeners held() {
        Active known = active;
        if (known == null) {
            throw new IllegalStateException(
                    "The listeners are not open. Register this with @RegisterExtension, or call start().");
        }
        return known.held();
    }

    @Override
    Duration clientTimeout() {
        return READ_TIMEOUT;
    }

    /** {@return the listeners as the kit holds them} */
    public List<Listener> listeners() {
        return held().all();
    }

    /** Asks for the context of the test: what is entered for a test is left at its end. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context)
            throws IOException {
        enter(context);
        if (context.getTestMethod().isEmpty()) {
            // JUnit neither begins nor ends a class whose instance cannot be made
            store(context).put(lifetime, (AutoCloseable) this::closeUnlessBegun);
        }
    }

    private void closeUnlessBegun() throws IOException {
        synchronized (lifetime) {
            if (lifetime.isOfTest()) {
                close();
            }
        }
    }

    /** Leaves what was entered for an instance of the class: JUnit may run other tests in this thread before the class ends. */
    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Scope.Entered entered = store(context).remove(this, Scope.Entered.class);
        if (entered != null) {
            entered.close();
        }
        synchronized (lifetime) { // another class must not go on before the listeners are open
            if (lifetime.beginClass(context.getUniqueId())) {
                open();
            }
        }
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceed(invocation);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        proceed(invocation);
    }

    private void proceed(Invocation<@Nullable Void> invocation) throws Throwable {
        Scope.Entered entered = open().scope().enter();
        try {
            invocation.proceed();
        } finally {
            entered.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        enter(context);
    }

    private void enter(ExtensionContext context) throws IOException {
        if (store(context).get(this) == null) {
            store(context).put(this, open().scope().enter());
        }
    }

    /** The store closes what is in it when the test or the class ends. */
    private ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(InProcess.class));
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        closeUnlessBegun();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        synchronized (lifetime) {
            if (lifetime.endClass(context.getUniqueId())) {
                close();
            }
        }
    }
}
