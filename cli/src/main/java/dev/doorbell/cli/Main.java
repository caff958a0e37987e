package dev.doorbell.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Starts the command {@code doorbell}. */
public final class Main {
    private Main() {}

    /**
     * Runs the command, and ends the JVM with its exit status.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        // UTF-8 whatever the locale is: JSON is, and so are paths
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(commandLine(new ThisProcess(), out, err).execute(args));
    }

    static CommandLine commandLine(HandOver handOver, PrintWriter out, PrintWriter err) {
        return new CommandLine(new DoorbellCommand())
                .addSubcommand(new InspectCommand(handOver, out, err))
                .addSubcommand(new RunCommand(err))
                .addSubcommand(new UnitsCommand(out, err))
                // a word that begins with @ is a word, and no file of arguments
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(new UsageErrors())
                .setOut(out)
                .setErr(err);
    }
}
