package dev.doorbell.descriptors;

import dev.doorbell.spi.OperatingSystem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts a command that inherits open descriptors, as systemd starts one: they are descriptors 3, 4, ... of the child,
 * and {@code LISTEN_PID}, {@code LISTEN_FDS} and {@code LISTEN_FDNAMES} of {@code sd_listen_fds(3)} announce them. The
 * JDK's {@link ProcessBuilder} cannot: it closes every descriptor above 2 in its children.
 *
 * <pre>{@code
 * Handover handover = new Handover(List.of("java", "-jar", "next.jar"));
 * List<Integer> numbers = new ArrayList<>();
 * for (Listener listener : listeners.all()) {
 *     int number = listener.detachFd();
 *     numbers.add(number);
 *     handover.pass(listener.name(), number);
 * }
 * Process next = handover.start();
 * for (int number : numbers) {
 *     RawDescriptors.close(number);
 * }
 * }</pre>
 *
 * <p>The descriptors stay the caller's, whether the command starts or not: the child has copies, and the caller closes
 * its own. Whether they block is shared by all copies, and is passed as it is.
 *
 * <p>The child has this process's standard streams, working directory and environment, every signal's default action,
 * none of them blocked, and no other descriptor. {@code LISTEN_PID} is the child's own pid, which only the child knows,
 * so {@code /bin/sh} sets it and then becomes the command. That shell may add {@code PWD} and {@code SHLVL}. A variable
 * whose name is no name to a shell, such as {@code a.b}, is given back by {@code env(1)}: it is among the arguments of
 * that process for a moment, where other users of the machine can see it.
 *
 * <p>Linux and macOS, with JNA. Not safe for use by several threads.
 */
public final class Handover {
    private final List<String> command;
    private final List<String> names = new ArrayList<>();
    private final List<Integer> numbers = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    /** A variable of the child, removed where the value is null. */
    private record Change(String variable, @Nullable String value) {}

    /**
     * Nothing is passed yet.
     *
     * @param command the program, by a path or a name that {@code PATH} leads to, and its arguments
     * @throws IllegalArgumentException if it is empty, or has a NUL, or characters that {@code sun.jnu.encoding} lacks
     */
    public Handover(List<String> command) {
        if (command.isEmpty() || command.get(0).isEmpty()) {
            throw new IllegalArgumentException("The command is empty. Give a program, and its arguments after it.");
        }
        List<String> bytes = new ArrayList<>();
        for (String argument : command) {
            bytes.add(ByteText.of(argument));
        }
        this.command = bytes;
    }

    /**
     * Passes one descriptor more, under the next number from 3.
     *
     * @param name its name in {@code LISTEN_FDNAMES}: up to 255 ASCII characters, no control character, no colon; it
     *     need not be unique
     * @param number an open descriptor of this process
     * @return this
     * @throws IllegalArgumentException if the name is none, or the number is negative
     */
    public Handover pass(String name, int number) {
        if (number < 0) {
            throw new IllegalArgumentException(
                    "A descriptor is a number from 0, not " + number + ". Take the one that detachFd() returns.");
        }
        names.add(FdNames.escaped(name));
        numbers.add(number);
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

    private Handover change(String variable, @Nullable String value) {
        if (variable.isEmpty() || variable.indexOf('=') >= 0 || variable.startsWith("LISTEN_")) {
            throw new IllegalArgumentException(
                    "\"" + variable + "\" cannot be an environment variable here: its name has"
                            + " a character or more and no '=', and those that begin with LISTEN_ are set by pass().");
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
     * @throws IOException if there is no such program, a number is not open, or the operating system refuses
     */
    public Process start() throws IOException {
        if (CNumber.OS != OperatingSystem.LINUX && CNumber.OS != OperatingSystem.MACOS) {
            throw new UnsupportedOperationException("Descriptors cannot be handed on to a child process on "
                    + CNumber.OS + ": only Linux and macOS have the calls. Start it with ProcessBuilder.");
        }
        checkOpen();
        try {
            return spawn(ChildEnvironment.ofThisProcess());
        } catch (LinkageError e) {
            throw Jna.unusable("Handing descriptors on to a child process", e);
        }
    }

    private Process spawn(ChildEnvironment environment) throws IOException {
        for (Change change : changes) {
            environment.put(change.variable(), change.value());
        }
        if (!numbers.isEmpty()) {
            environment.put("LISTEN_FDS", String.valueOf(numbers.size()));
            environment.put("LISTEN_FDNAMES", String.join(":", names));
        }
        List<String> shell = ShellCommand.of(command, environment, !numbers.isEmpty());
        return ChildProcess.watched(PosixSpawn.start(LibC.INSTANCE, shell, environment.entries(), numbers));
    }

    private void checkOpen() throws IOException {
        for (int i = 0; i < numbers.size(); i++) {
            if (DescriptorPath.type(numbers.get(i)) == FileType.CLOSED) {
                throw new IOException("fd " + numbers.get(i) + ", which is to be passed as \"" + names.get(i)
                        + "\", is not open. Close the numbers after start(), not before.");
            }
        }
    }
}
