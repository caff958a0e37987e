package dev.doorbell.cli;

import static org.apache.commons.lang3.Validate.isTrue;

import dev.doorbell.cli.activator.Activation;
import dev.doorbell.cli.activator.Activator;
import dev.doorbell.cli.activator.ActivatorLog;
import dev.doorbell.descriptors.notify.ListenFds;
import dev.doorbell.handover.activation.Program;
import dev.doorbell.handover.activation.StartLimit;
import dev.doorbell.handover.activation.StartLimitExceeded;
import dev.doorbell.handover.activation.UnusableCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.commons.lang3.StringUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code doorbell run}: an activator, for development and for systems without a service manager. */
@Command(
        name = "run",
        description = "Listen, start a program on the first connection, and pass it the listeners as systemd does.",
        customSynopsis = "doorbell run [OPTIONS] SPEC... -- COMMAND...",
        footer = {
            "",
            "Signals are forwarded to the program, and its exit status is returned: 128 plus the number of the signal that"
                    + " ended it, 127 if there is no such program, 126 if it cannot be executed."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = ManifestVersion.class)
final class RunCommand implements Callable<Integer> {
    /** The variables that {@code systemd-socket-activate(1)} passes. */
    private static final Set<String> KEPT = Set.of("TERM", "COLORTERM", "NO_COLOR", "PATH", "USER", "HOME");

    private final PrintWriter err;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--now", description = "Start the program immediately, not on the first connection.")
    private boolean now;

    @Option(
            names = "--restart",
            description = "When the program has ended, keep listening, and start it again on the next connection.")
    private boolean restart;

    @Option(
            names = "--start-limit",
            paramLabel = "COUNT/TIME",
            converter = StartLimitText.class,
            description = "How often --restart may start it: 5/10s by default, or 0 for no limit.")
    private Optional<StartLimit> startLimit = Optional.empty();

    @Mixin
    private UpgradeOptions upgrade = new UpgradeOptions();

    @Option(
            names = {"-a", "--accept"},
            description = "Accept each connection, and start a program for it.")
    private boolean accept;

    @Option(
            names = "--max-connections",
            paramLabel = "COUNT",
            description = "How many of these programs run at the same time, 64 by default; further clients wait.")
    private Optional<Integer> maxConnections = Optional.empty();

    @Option(names = "--inetd", description = "Pass the only socket as standard input and output.")
    private boolean inetd;

    @Option(
            names = {"-E", "--env", "--setenv"},
            paramLabel = "NAME[=VALUE]",
            description = "Set an environment variable of the program, or pass the one that is set.")
    private List<String> variables = List.of();

    @Option(
            names = "--clean-env",
            description = "Pass only the variables TERM, COLORTERM, NO_COLOR, PATH, USER, HOME, LANG and LC_*.")
    private boolean cleanEnvironment;

    @Option(
            names = "--no-pid",
            description = "Do not set LISTEN_PID, for a wrapper around a program that does not check it.")
    private boolean noPid;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print only errors.")
    private boolean quiet;

    @Parameters(paramLabel = "SPEC... -- COMMAND", description = "The listeners, then the program with its arguments.")
    private List<String> words = List.of();

    RunCommand(PrintWriter err) {
        this.err = err;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            return new Activator(activation(), new ActivatorLog(err, quiet)).run();
        } catch (IllegalArgumentException e) {
            return complain(e, ExitCode.USAGE);
        } catch (UnusableCommand e) {
            return complain(e, e.status());
        } catch (StartLimitExceeded e) {
            return complain(e.message("with --start-limit"), ExitCode.SOFTWARE);
        } catch (IOException | RuntimeException | Error e) {
            return complain(e, ExitCode.SOFTWARE);
        }
    }

    private int complain(Throwable failure, int status) {
        return complain(Messages.of(failure), status);
    }

    private int complain(String message, int status) {
        err.println("doorbell: " + message);
        return status;
    }

    private Activation activation() {
        SpecsAndCommand given = SpecsAndCommand.of(Objects.requireNonNull(spec), words);
        isTrue(
                !given.specs().isEmpty(),
                "There is no listener. Add a spec before the \"--\", for example http=tcp://127.0.0.1:8080.");
        isTrue(!given.command().isEmpty(), "There is no program. Add its command after a \"--\".");
        Program program = new Program(given.command(), environment(), inherited(), inetd, noPid);
        return new Activation(given.specs(), program, mode());
    }

    private Activation.Mode mode() {
        isTrue(!accept || !now, "--accept starts a program for a connection, and --now without one. Omit one of them.");
        isTrue(!accept || !restart, "--accept keeps listening, so --restart has no effect. Omit --restart.");
        isTrue(
                accept || maxConnections.isEmpty(),
                "--max-connections requires --accept. Add --accept, or omit --max-connections.");
        isTrue(
                restart || startLimit.isEmpty(),
                "--start-limit requires --restart. Add --restart, or omit --start-limit.");
        isTrue(!inetd || !noPid, "--inetd sets no LISTEN_PID, so --no-pid has no effect. Omit --no-pid.");
        isTrue(maxConnections.orElse(1) > 0, "--max-connections must be at least 1. Use 1 or more.");
        if (accept) {
            upgrade.refuse("--accept starts a program for each connection");
            return new Activation.Accepting(maxConnections.orElse(Activation.Accepting.DEFAULT_MOST));
        }
        return new Activation.Listening(
                now,
                restart ? startLimit.or(() -> Optional.of(StartLimit.OF_SYSTEMD)) : Optional.empty(),
                upgrade.upgrading(inetd));
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String variable : variables) {
            String name = StringUtils.substringBefore(variable, "=");
            isTrue(
                    !name.isEmpty() && !name.startsWith(ListenFds.PREFIX),
                    "cannot set -E %s: a variable has a name, and doorbell run sets those that begin with LISTEN_. Omit"
                            + " the option.",
                    variable);
            if (!name.equals(variable)) {
                environment.put(name, StringUtils.substringAfter(variable, "="));
            }
        }
        return environment;
    }

    /** A name without a value passes the variable as it is, byte for byte, and nothing if it is not set. */
    private Optional<Set<String>> inherited() {
        if (!cleanEnvironment) {
            return Optional.empty();
        }
        Set<String> inherited = new HashSet<>(KEPT);
        // without a locale, a JVM cannot represent every path
        System.getenv().keySet().stream()
                .filter(variable -> variable.equals("LANG") || variable.startsWith("LC_"))
                .forEach(inherited::add);
        variables.stream().filter(variable -> variable.indexOf('=') < 0).forEach(inherited::add);
        return Optional.of(inherited);
    }
}
