package dev.doorbell.cli;

import dev.doorbell.cli.activator.Activation;
import dev.doorbell.cli.activator.Activator;
import dev.doorbell.cli.activator.Log;
import dev.doorbell.cli.activator.Program;
import dev.doorbell.cli.activator.StartLimit;
import dev.doorbell.cli.activator.UnusableCommand;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code doorbell run}: an activator, to develop with and where there is no service manager. */
@Command(
        name = "run",
        description = "Listen, start a program on the first connection, and pass it the listeners as systemd does.",
        customSynopsis = "doorbell run [OPTIONS] SPEC... -- COMMAND...",
        footer = {
            "",
            "Signals go to the program, and its exit status is the one of this: 128 and the number of a signal where one"
                    + " ended it, 127 if there is no such program, 126 if it may not be executed."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = ManifestVersion.class)
final class RunCommand implements Callable<Integer> {
    private final PrintWriter err;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--now", description = "Start the program at once, not on the first connection.")
    private boolean now;

    @Option(
            names = "--restart",
            description = "When the program has ended, listen on, and start it again on the next connection.")
    private boolean restart;

    @Option(
            names = "--start-limit",
            paramLabel = "COUNT/TIME",
            converter = StartLimitText.class,
            description = "How often --restart may start it: 5/10s, which is the default, or 0 for no limit.")
    private @Nullable StartLimit startLimit;

    @Option(
            names = {"-a", "--accept"},
            description = "Take each connection, and start a program of its own for it.")
    private boolean accept;

    @Option(
            names = "--max-connections",
            paramLabel = "COUNT",
            description = "How many of these run at a time, 64 by default; further clients wait.")
    private @Nullable Integer maxConnections;

    @Option(names = "--inetd", description = "Pass the one socket as standard input and output.")
    private boolean inetd;

    @Option(
            names = {"-E", "--env", "--setenv"},
            paramLabel = "NAME[=VALUE]",
            description = "Set an environment variable of the program, or pass on the one that is set.")
    private List<String> variables = List.of();

    @Option(
            names = "--clean-env",
            description = "Pass on no other variables than TERM, COLORTERM, NO_COLOR, PATH, USER, HOME, LANG and LC_*.")
    private boolean cleanEnvironment;

    @Option(
            names = "--no-pid",
            description = "Leave LISTEN_PID out, for a wrapper around a program that does not ask for it.")
    private boolean noPid;

    @Option(
            names = {"-q", "--quiet"},
            description = "Say only what goes wrong.")
    private boolean quiet;

    @Parameters(
            paramLabel = "SPEC... -- COMMAND",
            description = "The listeners, and then the program with its arguments.")
    private List<String> words = List.of();

    RunCommand(PrintWriter err) {
        this.err = err;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            return new Activator(activation(), new Log(err, quiet)).run();
        } catch (IllegalArgumentException e) {
            return complain(e, ExitCode.USAGE);
        } catch (UnusableCommand e) {
            return complain(e, e.status());
        } catch (IOException | RuntimeException | Error e) {
            return complain(e, ExitCode.SOFTWARE);
        }
    }

    private int complain(Throwable failure, int status) {
        err.println("doorbell: " + Messages.of(failure));
        return status;
    }

    private Activation activation() {
        SpecsAndCommand given = SpecsAndCommand.of(Objects.requireNonNull(spec), words);
        if (given.specs().isEmpty()) {
            throw new IllegalArgumentException("There is nothing to listen on. Give a spec before the \"--\", such as"
                    + " http=tcp://127.0.0.1:8080.");
        }
        if (given.command().isEmpty()) {
            throw new IllegalArgumentException("There is no program to start. Give it behind a \"--\".");
        }
        Program program = new Program(given.command(), environment(), inherited(), inetd, noPid);
        return new Activation(given.specs(), program, mode());
    }

    private Activation.Mode mode() {
        refuse(accept && now, "--accept starts a program for a connection, and --now without one");
        refuse(accept && restart, "--accept keeps listening, and has nothing to restart");
        refuse(!accept && maxConnections != null, "--max-connections belongs to --accept");
        refuse(!restart && startLimit != null, "--start-limit belongs to --restart");
        refuse(inetd && noPid, "--inetd sets no LISTEN_PID, so that --no-pid has nothing to leave out");
        refuse(maxConnections != null && maxConnections < 1, "--max-connections is 1 or more");
        if (accept) {
            return new Activation.Accepting(
                    maxConnections == null ? Activation.Accepting.DEFAULT_MOST : maxConnections);
        }
        StartLimit limit = startLimit == null ? StartLimit.OF_SYSTEMD : startLimit;
        return new Activation.Listening(now, restart ? Optional.of(limit) : Optional.empty());
    }

    private static void refuse(boolean wrong, String why) {
        if (wrong) {
            throw new IllegalArgumentException(why + ". Leave one of the options out.");
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            String name = equals < 0 ? variable : variable.substring(0, equals);
            if (name.isEmpty() || name.startsWith("LISTEN_")) {
                throw new IllegalArgumentException(
                        "-E " + variable + " cannot be set: a variable has a name, and those that"
                                + " begin with LISTEN_ say what is passed. Leave it out.");
            }
            if (equals >= 0) {
                environment.put(name, variable.substring(equals + 1));
            }
        }
        return environment;
    }

    /** A name alone passes on what is set here, byte for byte. systemd-socket-activate passes an empty value if it is not. */
    private Optional<Set<String>> inherited() {
        if (!cleanEnvironment) {
            return Optional.empty();
        }
        Set<String> inherited = new HashSet<>(Program.KEPT);
        // without a locale, a JVM cannot name every path
        for (String variable : System.getenv().keySet()) {
            if (variable.equals("LANG") || variable.startsWith("LC_")) {
                inherited.add(variable);
            }
        }
        for (String variable : variables) {
            if (variable.indexOf('=') < 0) {
                inherited.add(variable);
            }
        }
        return Optional.of(inherited);
    }
}
