package dev.doorbell.junit;

import dev.doorbell.Listener;
import dev.doorbell.handover.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
public final class Activated extends ProgramOptions {
    private volatile @Nullable ActiveProgram active;

    private Activated(Settings settings) {
        super(settings);
    }

    /**
     * A program in any language.
     *
     * @param command its name or path, and its arguments; none if the test calls {@link #nextCommand} before it starts
     * @return the extension, which starts nothing yet
     */
    public static Activated command(String... command) {
        return command(List.of(command));
    }

    /**
     * A program in any language.
     *
     * @param command its name or path, and its arguments; none if the test calls {@link #nextCommand} before it starts
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
        active = ActiveProgram.start(settings());
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

    @Override
    Activated self() {
        return this;
    }

    @Override
    void open() throws IOException {
        Activated unused = start();
    }

    @Override
    Optional<ActiveProgram> active() {
        return Optional.ofNullable(active);
    }

    @Override
    HeldListeners held() {
        return program().held();
    }

    @Override
    Duration clientTimeout() {
        return settings().timeout;
    }

    @Override
    void connected() {
        program().runs().arrived();
    }

    ActiveProgram program() {
        ActiveProgram running = active;
        if (running == null) {
            throw new IllegalStateException(
                    "The program has not started. Register it with @RegisterExtension, or call start().");
        }
        return running;
    }

    /**
     * Changes the command for the next start and those after it, of later tests too if the field is static. A process that
     * runs is left as it is. For another version of the program on the same listeners, and for arguments that need the port of
     * a listener.
     *
     * @param command the name or path of a program, and its arguments
     * @throws IllegalArgumentException if it is empty
     * @throws IOException if there is no such program; with {@link #directory} only the start fails
     */
    public void nextCommand(String... command) throws IOException {
        nextCommand(List.of(command));
    }

    /**
     * Changes the command for the next start and those after it, of later tests too if the field is static. A process that
     * runs is left as it is. For another version of the program on the same listeners, and for arguments that need the port of
     * a listener.
     *
     * @param command the name or path of a program, and its arguments
     * @throws IllegalArgumentException if it is empty
     * @throws IOException if there is no such program; with {@link #directory} only the start fails
     */
    public void nextCommand(List<String> command) throws IOException {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("expected a command, got an empty list. Name a program.");
        }
        List<String> next = List.copyOf(command);
        ActiveProgram.checkCommand(settings(), next);
        settings().command = next;
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
        waits().ready();
    }

    /**
     * Waits until a notification has been received, in this run of the program or an earlier one.
     *
     * @param assignment a line, such as {@code "STATUS=idle"}
     * @throws IllegalStateException if it is not received in time
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitNotification(String assignment) throws InterruptedException {
        ProgramRuns runs = program().runs();
        waits().until("has not sent " + assignment, () -> runs.notifications().contains(assignment));
    }

    /**
     * Waits until the output has a text.
     *
     * @param text the text
     * @throws IllegalStateException if it does not have it in time
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitOutput(String text) throws InterruptedException {
        ProgramOutput output = program().output();
        waits().until("has not printed \"" + text + '"', () -> output.all().contains(text));
    }

    /**
     * Waits for the end of the process that runs, or that is started for what has arrived. The next one may have started
     * when this method returns. With {@link #acceptEach}, waits for all processes that run.
     *
     * @return the exit code of the last one; 128 and the number of the signal that ended it
     * @throws IllegalStateException if it does not end in time, or none is started
     * @throws InterruptedException if the thread is interrupted
     */
    public int awaitExit() throws InterruptedException {
        return waits().exited();
    }

    /**
     * Waits until the kit starts the program no more, since it exceeds its {@linkplain #startLimit start limit}.
     *
     * @return the message
     * @throws IllegalStateException if that does not happen in time
     * @throws InterruptedException if the thread is interrupted
     */
    public String awaitFailure() throws InterruptedException {
        return waits().failed();
    }

    private Waits waits() {
        return new Waits(program());
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
     * Sends a signal to the program and to what it has started, and waits for nothing.
     *
     * @param number the number of the signal on this system
     * @throws IllegalStateException if it does not run
     */
    public void signal(int number) {
        waits().signal(number);
    }

    /**
     * Ends the program by SIGKILL, and waits for its end. The next arrival starts it again, at once if it waits already.
     *
     * @throws IllegalStateException if it does not run
     * @throws InterruptedException if the thread is interrupted
     */
    public void kill() throws InterruptedException {
        waits().killed();
    }

    /**
     * Ends the program by SIGTERM, or by SIGKILL where that takes longer than the {@linkplain #timeout timeout}, and empties its
     * descriptor store, as {@code systemctl stop} of the service does. The next arrival starts it again, at once if it waits
     * already.
     *
     * @return its exit code; 128 and the number of the signal that ended it
     * @throws IllegalStateException if it does not run
     * @throws InterruptedException if the thread is interrupted
     */
    public int stop() throws InterruptedException {
        return waits().stopped();
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
        if (settings().acceptEach) {
            throw new IllegalStateException("Each connection starts a program. Connect instead.");
        }
        ProgramRuns runs = program.runs();
        List<ChildProcess> running;
        int before;
        synchronized (runs) { // no start between them: the new process is not to be ended
            running = runs.running();
            before = runs.starts();
            program.activation().request();
        }
        waits().end(running, Waits.SIGTERM);
        waits().until("is not started", () -> runs.starts() > before);
    }
}
