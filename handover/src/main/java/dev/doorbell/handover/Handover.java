package dev.doorbell.handover;

import dev.doorbell.descriptors.notify.ListenFds;
import dev.doorbell.descriptors.posix.ByteText;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.Jna;
import dev.doorbell.descriptors.posix.LibC;
import dev.doorbell.spi.OperatingSystem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Starts a command that inherits open descriptors, as systemd starts one: they are descriptors 3, 4, ... of the child,
 * and {@code LISTEN_PID}, {@code LISTEN_FDS} and {@code LISTEN_FDNAMES} of {@code sd_listen_fds(3)} announce them. The
 * JDK's {@link ProcessBuilder} cannot do that: it closes every descriptor above 2 in its children.
 *
 * <pre>{@code
 * Handover handover = new Handover(List.of("java", "-jar", "next.jar"));
 * List<Integer> numbers = new ArrayList<>();
 * try {
 *     for (Listener listener : listeners.all()) {
 *         int number = listener.detachFd();
 *         numbers.add(number);
 *         handover.pass(listener.name(), number);
 *     }
 *     Process next = handover.start();
 * } finally {
 *     for (int number : numbers) {
 *         RawDescriptors.close(number);
 *     }
 * }
 * }</pre>
 *
 * <p>The descriptors stay the caller's, whether the command starts or not: the child has copies, and the caller closes
 * its own. A caller that serves until the child does passes duplicates instead of detached numbers, and then calls
 * {@link dev.doorbell.Listener#removeOnClose removeOnClose(false)}, so that its own end leaves the child the UNIX path. Whether
 * they block is shared by all copies, and is passed as it is.
 *
 * <p>The child has this process's standard streams, working directory and environment, every signal's default action,
 * none of them blocked, and no other descriptor. {@code XPC_SERVICE_NAME} is not among the variables: the child is not the
 * job of launchd that this process may be. {@code LISTEN_PID} is the child's own pid, which only the child knows,
 * so {@code /bin/sh} sets it and then becomes the command. That shell may add {@code PWD} and {@code SHLVL}. A variable
 * whose name shells do not allow, such as {@code a.b}, is set by {@code env(1)}: it is among the arguments of that process
 * for a moment, where other users of the machine can see it.
 *
 * <p>Linux and macOS, with JNA. Not safe for use by several threads.
 */
public final class Handover {
    private static final String PURPOSE = "Passing descriptors to a child process";

    /** {@code SIGRTMAX} of Linux; macOS has 31. */
    private static final int MOST_SIGNALS = 64;

    private final List<String> command;
    private final HandedDescriptors passed = new HandedDescriptors();
    private final List<Change> changes = new ArrayList<>();
    private final Set<Integer> keptSignals = new HashSet<>();
    private @Nullable Set<String> keptVariables;
    private boolean withPid = true;
    private boolean leadsGroup;

    /** A variable of the child; a value of null removes it. */
    private record Change(String variable, @Nullable String value) {}

    /**
     * Prepares a command that no descriptor is passed to yet.
     *
     * @param command the program, by a path or a name that {@code PATH} leads to, and its arguments
     * @throws IllegalArgumentException if it is empty, or has a NUL, or characters that {@code sun.jnu.encoding} lacks
     */
    public Handover(List<String> command) {
        if (command.isEmpty() || command.get(0).isEmpty()) {
            throw new IllegalArgumentException(
                    "expected a command, got an empty one. Give a program, and its arguments after it.");
        }
        List<String> bytes = new ArrayList<>();
        for (String argument : command) {
            bytes.add(ByteText.of(argument));
        }
        this.command = bytes;
    }

    /**
     * Passes another descriptor, under the next number from 3.
     *
     * @param name its name in {@code LISTEN_FDNAMES}: up to 255 ASCII characters, no control character; it need not
     *     be unique. A colon is escaped: {@code sd_listen_fds_with_names(3)} reads it, and a program that splits
     *     at every colon does not
     * @param number an open descriptor of this process
     * @return this
     * @throws IllegalArgumentException if the name is not valid, or the number is negative
     * @throws IllegalStateException if {@link #standardStreams} was called
     */
    public Handover pass(String name, int number) {
        passed.add(ListenFds.escaped(name), number);
        return this;
    }

    /**
     * Passes one descriptor as standard input and output, as inetd and {@code StandardInput=socket} of systemd do.
     * Nothing else is passed then, and no variable announces it. Standard error stays this process's.
     *
     * @param number an open descriptor of this process
     * @return this
     * @throws IllegalArgumentException if the number is negative
     * @throws IllegalStateException if {@link #pass} was called
     */
    public Handover standardStreams(int number) {
        passed.setStandard(number);
        return this;
    }

    /**
     * Leaves {@code LISTEN_PID} out, for a command that starts the real program as its child: {@code listenfd} and others
     * then take {@code LISTEN_FDS} at its word. {@code sd_listen_fds(3)}, and so Doorbell, find nothing without it.
     *
     * @return this
     */
    public Handover withoutPid() {
        withPid = false;
        return this;
    }

    /**
     * Makes the child the leader of a process group of its own, out of reach of the signals of a terminal. Each signal of
     * {@link ChildProcess#signal} then goes to the whole group, and when the child ends, what is left of the group is killed:
     * {@code KillMode=control-group} of {@code systemd.kill(5)}, except for a process that has left the group. systemd sends
     * SIGTERM first, and waits {@code TimeoutStopSec=}.
     *
     * @return this
     */
    public Handover processGroup() {
        leadsGroup = true;
        return this;
    }

    /**
     * Lets the child inherit the action of a signal, which matters where this process ignores it: {@code nohup(1)} has
     * SIGHUP ignored by everything that it starts.
     *
     * @param number the signal's number on this system
     * @return this
     * @throws IllegalArgumentException if there can be no such signal
     */
    public Handover keepSignal(int number) {
        if (number < 1 || number > MOST_SIGNALS) {
            throw new IllegalArgumentException("expected a signal number from 1 to " + MOST_SIGNALS + ", got " + number
                    + ". Use one that kill -l lists.");
        }
        keptSignals.add(number);
        return this;
    }

    /**
     * Sets an environment variable of the child.
     *
     * @param variable its name
     * @param value its value
     * @return this
     * @throws IllegalArgumentException if the name is empty or has a {@code =}, if it begins with {@code LISTEN_}, or if
     *     there is a NUL
     */
    public Handover environment(String variable, String value) {
        return change(variable, ByteText.of(value));
    }

    /**
     * Removes an environment variable of the child.
     *
     * @param variable its name
     * @return this
     * @throws IllegalArgumentException as {@link #environment}
     */
    public Handover withoutEnvironment(String variable) {
        return change(variable, null);
    }

    /**
     * Passes only these variables of this process's environment, where they are set, and those of {@link #environment}.
     *
     * @param variables their names
     * @return this
     */
    public Handover onlyEnvironment(Set<String> variables) {
        keptVariables = Set.copyOf(variables);
        return this;
    }

    private Handover change(String variable, @Nullable String value) {
        if (variable.startsWith(ListenFds.PREFIX)) {
            throw new IllegalArgumentException(
                    "cannot change the variable " + variable + " of a child: pass() sets those" + " that begin with "
                            + ListenFds.PREFIX + ". Call pass(), or withoutPid().");
        }
        if (variable.isEmpty() || variable.indexOf('=') >= 0) {
            throw new IllegalArgumentException("expected the name of a variable, got \"" + variable
                    + "\". Use a name of at least one character, without '='.");
        }
        changes.add(new Change(ByteText.of(variable), value));
        return this;
    }

    /**
     * Starts the command. It can be started again, and each child has its own copies.
     *
     * @return the child; its streams are null streams, as those of {@link ProcessBuilder.Redirect#INHERIT} are, and its
     *     exit value is 128 and the number of the signal where one ended it, or 127 if the program went away while it was
     *     started
     * @throws UnsupportedOperationException on other systems than Linux and macOS, or if JNA is missing or
     *     cannot load its native library
     * @throws java.nio.file.NoSuchFileException if there is no such program
     * @throws java.nio.file.AccessDeniedException if it may not be executed
     * @throws IOException if a number is not open, or the operating system refuses
     */
    public ChildProcess start() throws IOException {
        checkPlatform();
        checkOpen();
        try {
            return spawn();
        } catch (LinkageError e) {
            throw Jna.unusable(PURPOSE, e);
        }
    }

    /**
     * Checks that the command can be found and may be executed, as {@link #start()} does, without starting it.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such program
     * @throws java.nio.file.AccessDeniedException if it may not be executed
     * @throws IllegalArgumentException if it cannot be started in this environment; the message tells why
     * @throws UnsupportedOperationException as {@link #start()}
     * @throws IOException if the operating system refuses
     */
    public void checkCommand() throws IOException {
        checkPlatform();
        try {
            List<String> unused = shell(environment());
        } catch (LinkageError e) {
            throw Jna.unusable(PURPOSE, e);
        }
    }

    private static void checkPlatform() {
        if (CNumber.OS != OperatingSystem.LINUX && CNumber.OS != OperatingSystem.MACOS) {
            throw new UnsupportedOperationException("cannot pass descriptors to a child process on " + CNumber.OS
                    + ": only Linux and macOS have the calls. Start it with ProcessBuilder.");
        }
    }

    private ChildProcess spawn() throws IOException {
        ChildEnvironment environment = environment();
        List<String> shell = shell(environment);
        return ChildProcess.started(
                () -> PosixSpawn.start(LibC.INSTANCE, shell, environment.entries(), passed, keptSignals, leadsGroup),
                leadsGroup);
    }

    private List<String> shell(ChildEnvironment environment) throws IOException {
        return ShellCommand.of(command, environment, passed.announced() && withPid);
    }

    private ChildEnvironment environment() {
        ChildEnvironment environment = ChildEnvironment.ofThisProcess();
        if (keptVariables != null) {
            environment.keepOnly(keptVariables);
        }
        for (Change change : changes) {
            environment.put(change.variable(), change.value());
        }
        if (passed.announced()) {
            environment.put(ListenFds.FDS, String.valueOf(passed.size()));
            environment.put(ListenFds.FDNAMES, passed.namesText());
        }
        return environment;
    }

    private void checkOpen() throws IOException {
        String closed = passed.closed();
        if (closed != null) {
            throw new IOException(
                    "cannot pass " + closed + ": it is not open. Close the numbers after start(), not before.");
        }
    }
}
