package dev.doorbell.cli;

import dev.doorbell.Doorbell;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The command {@code doorbell}. */
public final class Main {
    private Main() {}

    /**
     * Runs the command, and exits with its status.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        // UTF-8 in every locale, for JSON and for paths
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        InspectCommand inspect = new InspectCommand(Doorbell::passed, Doorbell::explain, out, err);
        System.exit(commandLine(inspect, out, err).execute(args));
    }

    static CommandLine commandLine(InspectCommand inspect, PrintWriter out, PrintWriter err) {
        return new CommandLine(new DoorbellCommand())
                .addSubcommand(inspect)
                .addSubcommand(new RunCommand(err))
                .addSubcommand(new UpgradeCommand(out, err))
                .addSubcommand(new UnitsCommand(out, err))
                // an argument that begins with @ is not a file of arguments
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(new UsageErrors())
                .setOut(out)
                .setErr(err);
    }
}
