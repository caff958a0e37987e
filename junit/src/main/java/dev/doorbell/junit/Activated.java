package dev.doorbell.junit;

import dev.doorbell.Listener;
import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.activation.StartLimit;
import dev.doorbell.handover.activation.StartLimitExceeded;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * A program that is started for a connection, as systemd starts one: the kit holds its listeners and passes them as
 * descriptors, receives its notifications, and starts it again after it has ended. No service manager and no root is needed.
 *
 * <pre>{@code
 * @RegisterExtension
 * static Activated app = Activated.command("java", "-jar", "target/app.jar")
 *         .listen("http=tcp://127.0.0.1:0")
 *         .listen("control=unix:?mode=0600");
 *
 * @Test
 * void the_first_connection_starts_it() throws Exception {
 *     assertThat(app.isRunning()).isFalse();
 *     try (Socket client = app.connect("http")) {
 *         app.awaitReady();
 *     }
 * }
 * }</pre>
 *
 * <p>In a static field it lives as long as the test class, in an instance field as long as a test. Outside of JUnit's
 * lifecycle, {@link #start()} and {@link #close()} do the same. When it ends, no process, socket or path of it is left, also
 * where the JVM is killed. The options are set before it starts; each method that asks for the running program throws
 * {@link IllegalStateException} before it starts and after its end.
 *
 * <p>Linux and macOS, with JNA. Safe for use by several threads, except for its options.
 */
public final class Activated
        implements BeforeAllCallback,
                AfterAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler,
                AutoCloseable {
    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;

    private final Settings settings;
    private final Lifetime lifetime = new Lifetime();
    private volatile @Nullable ActiveProgram active;

    private Activated(Settings settings) {
        this.settings = settings;
    }

    /**
     * A program in any language.
     *
     * @param command its name or path, and its arguments
     * @return the extension, which starts nothing yet
     */
    public static Activated command(String... command) {
        return command(List.of(command));
    }

    /**
     * A program in any language.
     *
     * @param command its name or path, and its arguments
     * @return the extension, which starts nothing yet
     */
    public static Activated command(List<String> command) {
        return new Activated(new Settings(command));
    }

    /**
     * Listeners for code in the JVM of the test.
     *
     * @return the extension, which opens nothing yet
     */
    public static InProcess inProcess() {
        return new InProcess();
    }

    /**
     * Holds a listener, which is bound at the start and passed under its name. The kernel chooses a port 0. The kit chooses a
     * path that is left out ({@code "control=unix:?mode=0600"}), short enough for every system.
     *
     * @param spec a spec as {@link dev.doorbell.spec.ListenerSpec#parse} reads it, with an address
     * @return this
     */
    public Activated listen(String spec) {
        return option(() -> settings.specs.add(spec));
    }

    /**
     * Passes the listeners of another program too, before its own: both accept from them. The other one starts before this
     * one.
     *
     * @param other the program that has the listeners
     * @return this
     */
    public Activated sharing(Activated other) {
        return option(() -> settings.shared = Optional.of(other));
    }

    /**
     * Sets an environment variable. The program inherits the others of this JVM.
     *
     * @param variable its name, which does not begin with {@code LISTEN_}
     * @param value its value
     * @return this
     */
    public Activated environment(String variable, String value) {
        return option(() -> settings.environment.put(variable, value));
    }

    /**
     * Removes an environment variable of this JVM, such as {@code JAVA_TOOL_OPTIONS}.
     *
     * @param variable its name
     * @return this
     */
    public Activated withoutEnvironment(String variable) {
        return option(() -> settings.environment.put(variable, null));
    }

    /**
     * Sets the working directory of the program.
     *
     * @param directory an existing directory
     * @return this
     */
    public Activated directory(Path directory) {
        return option(() -> settings.directory = Optional.of(directory.toAbsolutePath()));
    }

    /**
     * Starts the program at once, not for the first arrival.
     *
     * @return this
     */
    public Activated atOnce() {
        return option(() -> settings.atOnce = true);
    }

    /**
     * Accepts each connection, and starts a program for it: {@code Accept=yes} of {@code systemd.socket(5)}.
     *
     * @return this
     */
    public Activated acceptEach() {
        return option(() -> settings.acceptEach = true);
    }

    /**
     * Passes the only listener, or each connection with {@link #acceptEach}, as standard input and output.
     *
     * @return this
     */
    public Activated inetd() {
        return option(() -> settings.inetd = true);
    }

    /**
     * Demands {@code WATCHDOG=1} from the program, from {@code READY=1} on, and sends it SIGABRT when it is late:
     * {@code WatchdogSec=} of {@code systemd.service(5)}.
     *
     * @param interval how often; {@code WATCHDOG_USEC} tells it to the program
     * @return this
     */
    public Activated watchdog(Duration interval) {
        return option(() -> settings.watchdog = Optional.of(interval));
    }

    /**
     * Keeps descriptors that the program stores ({@code FDSTORE=1} of {@code sd_notify(3)}), and passes them to its next run:
     * {@code FileDescriptorStoreMax=} of {@code systemd.service(5)}. Without this call, the kit keeps none.
     *
     * @param capacity how many it keeps
     * @return this
     */
    public Activated descriptorStore(int capacity) {
        return option(() -> settings.storeCapacity = capacity);
    }

    /**
     * Sets how often the program may be started for what waits, 5 times in 10 seconds by default as with systemd. The kit
     * then gives up. {@link #kill}, {@link #stop} and {@link #restart} begin to count anew.
     *
     * @param burst the number of starts; 0 for any number
     * @param interval the time in which they may happen
     * @return this
     */
    public Activated startLimit(int burst, Duration interval) {
        return option(() -> settings.startLimit = new StartLimit(burst, interval));
    }

    /**
     * Sets how long each wait takes at most, 60 seconds by default: for the program to be ready or to end, and for bytes on
     * {@link #connect}. {@code EXTEND_TIMEOUT_USEC} of the program extends it.
     *
     * @param timeout a time of more than zero
     * @return this
     */
    public Activated timeout(Duration timeout) {
        return option(() -> settings.timeout = timeout);
    }

    private Activated option(Runnable change) {
        if (active != null) {
            throw new IllegalStateException("cannot change a program that has started. Set its options before.");
        }
        change.run();
        return this;
    }

    /**
     * Binds the listeners, and starts the program for the first arrival, or {@linkplain #atOnce() at once}. JUnit calls it for a
     * field with {@code @RegisterExtension}.
     *
     * @return this
     * @throws IOException if an address cannot be bound, or there is no such program
     * @throws UnsupportedOperationException on Windows, or without JNA
     */
    public synchronized Activated start() throws IOException {
        if (active != null) {
            throw new IllegalStateException("It has started already. Call close() before it starts again.");
        }
        active = ActiveProgram.start(settings);
        return this;
    }

    /**
     * Kills the program and everything that it has started, and closes the listeners. Does nothing if it has not started.
     *
     * @throws IOException if a file cannot be removed
     */
    @Override
    public synchronized void close() throws IOException {
        ActiveProgram closed = active;
        active = null;
        if (closed != null) {
            closed.close();
        }
    }

    ActiveProgram program() {
        ActiveProgram running = active;
        if (running == null) {
            throw new IllegalStateException(
                    "The program has not started. Register it with @RegisterExtension, or call start().");
        }
        return running;
    }

    /** {@return whether a process of the program runs} */
    public boolean isRunning() {
        return !program().runs().running().isEmpty();
    }

    /** {@return how many processes were started} */
    public int starts() {
        return program().runs().starts();
    }

    /**
     * {@return the process that runs}
     *
     * @throws NoSuchElementException if none runs
     */
    public Process process() {
        return program().runs().running().stream()
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("The program does not run."));
    }

    /**
     * {@return the process id of the program}
     *
     * @throws NoSuchElementException if none runs
     */
    public long pid() {
        return process().pid();
    }

    /**
     * Connects to a TCP listener. Its reads end after the {@linkplain #timeout timeout}.
     *
     * @param name the name of the listener
     * @return the connection, which the caller closes
     * @throws IOException if it is refused
     */
    public Socket connect(String name) throws IOException {
        Socket connected = program().held().connect(name, settings.timeout);
        program().runs().arrived();
        return connected;
    }

    /**
     * Connects to a TCP or UNIX stream listener.
     *
     * @param name the name of the listener
     * @return the connection, which the caller closes
     * @throws IOException if it is refused
     */
    public SocketChannel channel(String name) throws IOException {
        SocketChannel connected = program().held().channel(name);
        program().runs().arrived();
        return connected;
    }

    /**
     * {@return the address that a client of a listener connects or sends to; of a FIFO, its path}
     *
     * @param name the name of the listener
     */
    public SocketAddress address(String name) {
        return program().held().address(name);
    }

    /**
     * {@return the port of a TCP or UDP listener}
     *
     * @param name the name of the listener
     */
    public int port(String name) {
        return program().held().port(name);
    }

    /**
     * {@return the URI of a listener: {@code http://127.0.0.1:PORT} of TCP, {@code https:} for the name {@code https},
     * {@code udp:} and {@code unix:} of the others}
     *
     * @param name the name of the listener
     */
    public URI uri(String name) {
        return program().held().uri(name);
    }

    /** {@return the listeners in the order of their descriptors, from 3 on} */
    public List<Listener> listeners() {
        return List.copyOf(program().passed());
    }

    /**
     * Waits until the program has sent {@code READY=1}, or has accepted (or read) what it was started for: a program that
     * sends nothing is ready when it serves its first client. One process for each connection is ready when it has started.
     *
     * @throws IllegalStateException if it is not ready in time, or has ended before
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitReady() throws InterruptedException {
        ActiveProgram program = program();
        await("is not ready", program, () -> {
            if (program.isReady()) {
                return true;
            }
            if (program.hasEndedInVain() && program.runs().failure().isEmpty()) {
                throw failure("The program ended before it was ready.", program);
            }
            return false;
        });
    }

    /**
     * Waits until a notification has been received, in this run of the program or an earlier one.
     *
     * @param assignment a line, such as {@code "STATUS=idle"}
     * @throws IllegalStateException if it is not received in time
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitNotification(String assignment) throws InterruptedException {
        ActiveProgram program = program();
        await(
                "has not sent " + assignment,
                program,
                () -> program.runs().notifications().contains(assignment));
    }

    /**
     * Waits until the output has a text.
     *
     * @param text the text
     * @throws IllegalStateException if it does not have it in time
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitOutput(String text) throws InterruptedException {
        ActiveProgram program = program();
        await(
                "has not printed \"" + text + '"',
                program,
                () -> program.output().all().contains(text));
    }

    /**
     * Waits until no process of the program runs.
     *
     * @return the exit code of the last one; 128 and the number of the signal that ended it
     * @throws IllegalStateException if it does not end in time, or was never started
     * @throws InterruptedException if the thread is interrupted
     */
    public int awaitExit() throws InterruptedException {
        ActiveProgram program = program();
        await(
                "runs",
                program,
                () -> program.runs().running().isEmpty() && program.runs().starts() > 0);
        return program.runs().lastExit().orElseThrow();
    }

    /**
     * Waits until the kit starts the program no more, since it exceeds its {@linkplain #startLimit start limit}.
     *
     * @return the message
     * @throws IllegalStateException if that does not happen in time
     * @throws InterruptedException if the thread is interrupted
     */
    public String awaitFailure() throws InterruptedException {
        ActiveProgram program = program();
        awaitAlso("has not failed", program, () -> program.runs().failure().isPresent());
        Throwable failure = program.runs().failure().orElseThrow();
        return failure instanceof StartLimitExceeded limit
                ? limit.message("with startLimit()")
                : String.valueOf(failure.getMessage());
    }

    private void await(String what, ActiveProgram program, ProgramRuns.Condition condition)
            throws InterruptedException {
        awaitAlso(what, program, () -> {
            boolean holds = condition.holds();
            if (!holds && program.runs().failure().isPresent()) {
                throw failure("The program is not started any more.", program);
            }
            return holds;
        });
    }

    private void awaitAlso(String what, ActiveProgram program, ProgramRuns.Condition condition)
            throws InterruptedException {
        if (!program.runs().await(condition, settings.timeout)) {
            throw failure("The program " + what + " after " + settings.timeout.toMillis() + " ms.", program);
        }
    }

    private static IllegalStateException failure(String message, ActiveProgram program) {
        return new IllegalStateException(message + "\n" + Report.of(program));
    }

    /**
     * {@return the lines of all notifications that the programs have sent, in their order; those that were sent before this
     * call are among them}
     */
    public List<String> notifications() {
        program().drain();
        return program().runs().notifications();
    }

    /** {@return the last {@code STATUS=}, or an empty text} */
    public String status() {
        program().drain();
        return program().runs().status().text();
    }

    /** {@return the names of the stored descriptors, one for each} */
    public List<String> storedDescriptors() {
        program().drain();
        return program().store().names();
    }

    /** {@return the standard output and error of all runs} */
    public String output() {
        return program().output().all();
    }

    /**
     * Ends the program by SIGKILL, and waits for its end. The next arrival starts it again.
     *
     * @throws IllegalStateException if it does not run
     * @throws InterruptedException if the thread is interrupted
     */
    public void kill() throws InterruptedException {
        int unused = end(SIGKILL);
    }

    /**
     * Ends the program by SIGTERM, or by SIGKILL where that takes longer than the {@linkplain #timeout timeout}, and empties its
     * descriptor store, as {@code systemctl stop} of the service does. The next arrival starts it again.
     *
     * @return its exit code; 128 and the number of the signal that ended it
     * @throws IllegalStateException if it does not run
     * @throws InterruptedException if the thread is interrupted
     */
    public int stop() throws InterruptedException {
        int exitCode = end(SIGTERM);
        program().store().close();
        return exitCode;
    }

    /**
     * Ends the program by SIGTERM if it runs, and starts it at once, as {@code systemctl restart} does. Clients that connect
     * meanwhile wait, and the descriptor store stays.
     *
     * @throws IllegalStateException with {@link #acceptEach}, where each connection has its own program
     * @throws InterruptedException if the thread is interrupted
     */
    public void restart() throws InterruptedException {
        ActiveProgram program = program();
        if (settings.acceptEach) {
            throw new IllegalStateException("Each connection starts a program. Connect instead.");
        }
        int before = program.runs().starts();
        program.request();
        if (isRunning()) {
            int unused = end(SIGTERM);
        }
        await("is not started", program, () -> program.runs().starts() > before);
    }

    private int end(int signal) throws InterruptedException {
        ActiveProgram program = program();
        List<ChildProcess> ended = program.runs().running();
        if (ended.isEmpty()) {
            throw failure("The program does not run.", program);
        }
        program.resetStartLimit();
        program.signal(signal);
        ProgramRuns.Condition isOver =
                () -> ended.stream().noneMatch(program.runs().running()::contains);
        if (!program.runs().await(isOver, settings.timeout)) {
            program.signal(SIGKILL);
            awaitAlso("runs", program, isOver);
        }
        return ended.get(ended.size() - 1).exitValue();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (lifetime.beginClass()) {
            start();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        if (lifetime.isOfTest()) {
            start();
        }
    }

    /** Puts the output of the test into its report. */
    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        publish(context);
        if (lifetime.isOfTest()) {
            close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        publish(context);
        if (lifetime.endClass()) {
            close();
        }
    }

    private void publish(ExtensionContext context) {
        ActiveProgram program = active;
        String output = program == null ? "" : program.output().sinceLastReport();
        if (!output.isBlank()) {
            context.publishReportEntry("output of " + settings.command.get(0), output);
        }
    }

    /** Adds the state of the program to the failure of the test. */
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explained(failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explained(failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw explained(failure);
    }

    private Throwable explained(Throwable failure) {
        ActiveProgram program = active;
        if (program != null && !(failure instanceof TestAbortedException)) {
            failure.addSuppressed(new ProgramState(Report.of(program)));
        }
        return failure;
    }
}
