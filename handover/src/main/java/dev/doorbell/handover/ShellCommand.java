package dev.doorbell.handover;

import dev.doorbell.descriptors.notify.ListenFds;
import dev.doorbell.descriptors.posix.ByteText;
import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of the {@code /bin/sh} that sets {@code LISTEN_PID} and becomes the command, with the same pid. */
final class ShellCommand {
    /** No assignment in front of exec: whether it reaches the command differs from shell to shell. */
    private static final String WITH_PID = ListenFds.PID + "=$$; export " + ListenFds.PID + "; exec \"$@\"";

    private static final String WITHOUT = "exec \"$@\"";

    /** Shells export it whether or not they were given it. */
    private static final String DIRECTORY = "PWD";

    private static final String FIX = " Give the path of a program, absolute or from the working directory.";

    private ShellCommand() {}

    /**
     * The arguments, from the name of the shell on.
     *
     * @param command as {@link ByteText}
     * @throws NoSuchFileException if there is no such program: a shell could only say so on standard error
     * @throws AccessDeniedException if it may not be executed
     */
    static List<String> of(List<String> command, ChildEnvironment environment, boolean passing) throws IOException {
        String program = command.get(0);
        String found = find(program, environment.get("PATH"));
        String script = passing ? WITH_PID : WITHOUT;
        if (environment.get(DIRECTORY) == null) {
            script = "unset " + DIRECTORY + "; " + script;
        }
        List<String> arguments = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        List<String> dropped = environment.entriesThatShellsDrop();
        if (!dropped.isEmpty()) {
            checkIsNoVariable(program);
            arguments.addAll(List.of("/usr/bin/env", "--"));
            arguments.addAll(dropped);
        }
        // bash would take it for an option of exec, and dash has no "--" that prevents it
        arguments.add(program.startsWith("-") ? found : program);
        arguments.addAll(command.subList(1, command.size()));
        return arguments;
    }

    private static void checkIsNoVariable(String program) {
        if (program.indexOf('=') >= 0) {
            throw new IllegalArgumentException("cannot start the program \"" + ByteText.decoded(program)
                    + "\": env(1), which passes variables with"
                    + " names like a.b, would take it for a variable, as it has a '='. Link the program under"
                    + " another name.");
        }
    }

    private static String find(String program, @Nullable String path) throws IOException {
        if (program.indexOf('/') >= 0) {
            return executable(program);
        }
        if (path == null) {
            // the shell has a default of its own
            return program;
        }
        for (String directory : path.split(":", -1)) {
            String candidate = (directory.isEmpty() ? "." : directory) + "/" + program;
            if (isExecutable(candidate)) {
                return candidate;
            }
        }
        throw new NoSuchFileException(
                null,
                null,
                "cannot find the program \"" + ByteText.decoded(program) + "\" in the directories of PATH="
                        + ByteText.decoded(path) + ". Give its absolute path, or fix PATH.");
    }

    private static String executable(String program) throws IOException {
        if (isExecutable(program)) {
            return program;
        }
        String name = ByteText.decoded(program);
        throw new File(name).exists()
                ? new AccessDeniedException(
                        null,
                        null,
                        "cannot execute \"" + name + "\": it is not a file that this user may execute." + FIX)
                : new NoSuchFileException(null, null, "cannot find the program \"" + name + "\"." + FIX);
    }

    private static boolean isExecutable(String program) {
        File file = new File(ByteText.decoded(program));
        return file.isFile() && file.canExecute();
    }
}
