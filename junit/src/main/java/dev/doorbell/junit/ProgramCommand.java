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
    private static final String REDIRECTED = "out=$2; shift 2; exec \"$@\" </dev/null >>\"$out\" 2>&1";

    /** The connection is standard input and output. */
    private static final String INETD = "out=$2; shift 2; exec \"$@\" 2>>\"$out\"";

    private ProgramCommand() {}

    static Program of(Settings settings, ProgramOutput output) {
        String script = (settings.directory.isPresent() ? ENTER : "")
                + (settings.watchdog.isPresent() ? WATCHED : "")
                + (settings.inetd ? INETD : REDIRECTED);
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
