package dev.doorbell.examples.http;

import dev.doorbell.spec.ListenerSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The command line, read by hand: a library for it takes longer to start than these few options are worth, and the client
 * whose connection started this program waits meanwhile.
 */
final class Arguments {
    static final String USAGE = """
            Usage: http-daemon [--idle-exit SECONDS] [--drain SECONDS] [SPEC...] DIRECTORY

            Serves the files of DIRECTORY over HTTP, and "ok" at /healthz. A SPEC is NAME=tcp://HOST:PORT, or a bare NAME
            that only a service manager can give. Without one it is http=tcp://127.0.0.1:8080.

            --idle-exit  end after this many seconds without a request; the service manager starts this program again
                         for the next one. Without a service manager it stays, and by default, unless the unit
                         says otherwise in DOORBELL_IDLE_EXIT
            --drain      on SIGTERM, give requests in flight this many seconds to end (30)""";

    private static final ListenerSpec DEFAULT = ListenerSpec.parse("http=tcp://127.0.0.1:8080");
    private static final Duration DEFAULT_DRAIN = Duration.ofSeconds(30);

    private final List<String> operands = new ArrayList<>();
    private @Nullable Duration idleExit;
    private Duration drain = DEFAULT_DRAIN;
    private boolean help;

    private Arguments() {}

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if it cannot be used; the message is for the user
     */
    static Arguments parse(String[] args) {
        Arguments arguments = new Arguments();
        int index = 0;
        while (index < args.length && !arguments.help) {
            index += arguments.take(args[index], index + 1 < args.length ? args[index + 1] : null);
        }
        if (!arguments.help) {
            arguments.check();
        }
        return arguments;
    }

    boolean help() {
        return help;
    }

    /** Empty where nothing was said of it. */
    Optional<Duration> idleExit() {
        return Optional.ofNullable(idleExit);
    }

    Duration drain() {
        return drain;
    }

    ListenerSpec[] specs() {
        int count = operands.size() - 1;
        if (count == 0) {
            return new ListenerSpec[] {DEFAULT};
        }
        ListenerSpec[] specs = new ListenerSpec[count];
        for (int i = 0; i < count; i++) {
            specs[i] = ListenerSpec.parse(operands.get(i));
        }
        return specs;
    }

    Path directory() {
        return Path.of(last());
    }

    private String last() {
        return operands.get(operands.size() - 1);
    }

    /** {@return how many arguments it took} */
    private int take(String argument, @Nullable String next) {
        switch (argument) {
            case "--help" -> help = true;
            case "--idle-exit" -> idleExit = seconds(argument, next);
            case "--drain" -> drain = seconds(argument, next);
            default -> operands.add(operand(argument));
        }
        return argument.startsWith("--") ? 2 : 1;
    }

    private void check() {
        if (operands.isEmpty()) {
            throw new IllegalArgumentException("There is no DIRECTORY to serve. Try --help.");
        }
        if (!Files.isDirectory(directory())) {
            throw new IllegalArgumentException(
                    last() + " is no directory. The last argument is the one whose files are served.");
        }
        specs();
    }

    private static String operand(String argument) {
        if (argument.startsWith("-")) {
            throw new IllegalArgumentException("There is no option " + argument + ". Try --help.");
        }
        return argument;
    }

    private static Duration seconds(String option, @Nullable String value) {
        try {
            int seconds = Integer.parseInt(String.valueOf(value));
            if (seconds > 0) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(option + " is a number of seconds, 1 or more"
                + (value == null ? ", and there is none." : ", not " + value + "."));
    }
}
