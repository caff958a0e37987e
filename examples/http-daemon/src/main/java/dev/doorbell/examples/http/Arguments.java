package dev.doorbell.examples.http;

import dev.doorbell.spec.ListenerSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command line, parsed by hand: a library for it would delay the first client more than it saves here. */
final class Arguments {
    static final String USAGE = """
            Usage: http-daemon [--idle-exit SECONDS] [--drain SECONDS] [SPEC...] DIRECTORY

            Serves the files of DIRECTORY over HTTP, and "ok" at /healthz. A SPEC is NAME=tcp://HOST:PORT, or a bare NAME
            that only a service manager can provide. The default is http=tcp://127.0.0.1:8080.

            --idle-exit  exit after this time without a request; 0: as soon as there is none. The service manager starts
                         the program again for the next one; without a service manager it keeps running. By default the
                         unit decides, with DOORBELL_IDLE_EXIT
            --drain      on SIGTERM, give requests in progress this time to finish (30); 0: none. A century or more is
                         unlimited""";

    private static final ListenerSpec DEFAULT = ListenerSpec.parse("http=tcp://127.0.0.1:8080");

    final List<ListenerSpec> specs = new ArrayList<>();

    @Nullable
    Duration idleExit;

    Duration drain = Duration.ofSeconds(30);
    boolean help;

    /** The directory, once it is checked. */
    Path directory = Path.of("");

    private final List<String> operands = new ArrayList<>();

    private Arguments() {}

    /**
     * Parses the command line.
     *
     * @throws IllegalArgumentException if it is unusable, with a message for the user
     */
    static Arguments parse(String[] args) {
        Arguments arguments = new Arguments();
        int index = 0;
        while (index < args.length && !arguments.help) {
            index += arguments.take(args[index], index + 1 < args.length ? args[index + 1] : null);
        }
        if (!arguments.help) {
            arguments.takeOperands();
        }
        return arguments;
    }

    /** {@return how many arguments it took} */
    private int take(String argument, @Nullable String next) {
        switch (argument) {
            case "--help" -> help = true;
            case "--idle-exit" -> idleExit = seconds(argument, next);
            case "--drain" -> drain = seconds(argument, next);
            default -> {
                if (argument.startsWith("-")) {
                    throw new IllegalArgumentException("There is no option " + argument + ". Try --help.");
                }
                operands.add(argument);
            }
        }
        return argument.startsWith("--") ? 2 : 1;
    }

    private void takeOperands() {
        if (operands.isEmpty()) {
            throw new IllegalArgumentException("There is no DIRECTORY to serve. Try --help.");
        }
        String last = operands.remove(operands.size() - 1);
        directory = Path.of(last);
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException(
                    last + " is not a directory. The last argument must be the directory to serve.");
        }
        for (String operand : operands) {
            specs.add(ListenerSpec.parse(operand));
        }
        if (specs.isEmpty()) {
            specs.add(DEFAULT);
        }
    }

    private static Duration seconds(String option, @Nullable String value) {
        try {
            double seconds = value == null ? -1 : Double.parseDouble(value);
            if (seconds >= 0) {
                return Duration.ofMillis(Math.round(seconds * 1000));
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw new IllegalArgumentException(
                option + ": expected 0 seconds or more, got " + (value == null ? "nothing" : value) + ". Try --help.");
    }
}
