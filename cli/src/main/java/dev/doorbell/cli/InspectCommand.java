package dev.doorbell.cli;

import dev.doorbell.Doorbell;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code doorbell inspect}: run in the place of a program, it shows what that program would be passed. */
@Command(
        name = "inspect",
        description = "Show what the service manager passed to this process, without adopting or changing it.",
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class)
final class InspectCommand implements Callable<Integer> {
    private final HandOver handOver;
    private final PrintWriter out;
    private final PrintWriter err;

    @Option(names = "--json", description = "Print one line of JSON for other programs, also where it fails.")
    private boolean json;

    InspectCommand(HandOver handOver, PrintWriter out, PrintWriter err) {
        this.handOver = handOver;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        try {
            Doorbell.Passed passed = handOver.passed();
            out.println(json ? InspectionJson.of(passed) : InspectionText.of(passed, handOver.explanation()));
            return ExitCode.OK;
        } catch (IOException | RuntimeException | LinkageError e) {
            complain(e);
            return ExitCode.SOFTWARE;
        }
    }

    private void complain(Throwable failure) {
        String message = Messages.of(failure);
        if (json) {
            out.println(InspectionJson.of(failure, message));
        } else {
            err.println("doorbell: " + message);
        }
    }
}
