package dev.doorbell.cli;

import dev.doorbell.Doorbell;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.commons.lang3.function.FailableSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code doorbell inspect}: started instead of a program, it shows the listeners that the program would be passed. */
@Command(
        name = "inspect",
        description = "Show what the service manager passed to this process, without adopting or changing it.",
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class)
final class InspectCommand implements Callable<Integer> {
    private final FailableSupplier<Doorbell.Passed, IOException> passed;
    private final Supplier<String> explanation;
    private final PrintWriter out;
    private final PrintWriter err;

    @Option(names = "--json", description = "Print one line of JSON, errors included.")
    private boolean json;

    InspectCommand(
            FailableSupplier<Doorbell.Passed, IOException> passed,
            Supplier<String> explanation,
            PrintWriter out,
            PrintWriter err) {
        this.passed = passed;
        this.explanation = explanation;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        try {
            Doorbell.Passed listeners = passed.get();
            out.println(json ? InspectionJson.of(listeners) : InspectionText.of(listeners, explanation.get()));
            return ExitCode.OK;
        } catch (IOException | RuntimeException | LinkageError e) {
            String message = Messages.of(e);
            if (json) {
                out.println(InspectionJson.of(e, message));
            } else {
                err.println("doorbell: " + message);
            }
            return ExitCode.SOFTWARE;
        }
    }
}
