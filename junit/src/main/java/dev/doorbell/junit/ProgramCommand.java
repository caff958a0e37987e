package dev.doorbell.junit;

import dev.doorbell.handover.activation.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shell that sends the output of a program to a file, enters its directory, and becomes the program, with the same pid. This
 * JVM's standard streams belong to the build.
 */
final class ProgramCommand {
    private static final String ENTER = "cd -- \"$1\" || exit; unset OLDPWD; ";
    private static final String WATCHED = "WATCHDOG_PID=$$; export WATCHDOG_PID; ";
    private static final String REDIRECTED = "exec </dev/null >>\"$2\" 2>&1; ";

    /** The connection is standard input and output. */
    private static final String INETD = "exec 2>>\"$2\"; ";

    /** Without a variable, which would be the program's where the environment has one of its name. */
    private static final String BECOME = "shift 2; exec \"$@\"";

    private ProgramCommand() {}

    static Program of(Settings settings, ProgramOutput output) {
        String script = (settings.inetd ? INETD : REDIRECTED)
                + (settings.directory.isPresent() ? ENTER : "")
                + (settings.watchdog.isPresent() ? WATCHED : "")
                + BECOME;
        Path directory = settings.directory.orElse(Path.of("."));
        List<String> command = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                script,
                "sh",
                directory.toString(),
                output.file().toString()));
        command.addAll(settings.command);
        return new Program(command, Map.of(), Optional.empty(), settings.inetd, false);
    }
}
