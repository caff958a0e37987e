package dev.doorbell.examples.echo;

import dev.doorbell.WhenMissing;
import dev.doorbell.WhenUnclaimed;
import dev.doorbell.spec.ListenerSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The command line, parsed by hand: a library for it would take most of this program's start. */
final class Arguments {
    static final String USAGE = """
            Usage: echo-daemon [--when-missing bind|fail|skip]
                               [--when-unclaimed warn|reject|close|fail|later]
                               [--idle-exit SECONDS] [--drain SECONDS] [--notify] SPEC...
                   echo-daemon --inetd [SPEC...]

            Serves each SPEC, and sends back what it receives. A SPEC is NAME=URI, or a bare NAME that only a
            service manager can provide:

              http=tcp://127.0.0.1:8080   also udp://; tcp4://, tcp6://, udp4:// and udp6:// for one IP version
              control=unix:///run/x.sock  also unixpacket:// and unixgram://; unix:@name is an abstract name
              events=fifo:///run/x.fifo   prints what it reads; also special://, netlink: and mqueue://

            --when-missing    what to do if no service manager passed a listener for a SPEC (bind)
            --when-unclaimed  what to do if a passed listener has no SPEC (warn)
            --inetd           serve the one connection that this program was started for (Accept=yes, or standard
                              input), or the SPECs if there is none
            --idle-exit       exit after this time without connections, datagrams and messages; 0: as soon as there is
                              none. The service manager starts the program again for the next client. A listener
                              that Doorbell bound prevents it. A unit may set the time in DOORBELL_IDLE_EXIT instead
            --drain           on SIGTERM accept nothing more, and give clients this time to finish; 0: none (10 with
                              --idle-exit or --notify, otherwise 0). A century or more is unlimited
            --notify          notify the service manager of readiness, health and shutdown""";

    final List<ListenerSpec> specs = new ArrayList<>();
    WhenMissing whenMissing = WhenMissing.BIND;
    WhenUnclaimed whenUnclaimed = WhenUnclaimed.WARN;
    boolean help;
    boolean inetd;
    boolean notify;

    @Nullable
    Duration idleExit;

    @Nullable
    Duration drain;

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
        arguments.check();
        return arguments;
    }

    private void check() {
        if (specs.isEmpty() && !help && !inetd) {
            throw new IllegalArgumentException("There is no SPEC to serve. Try --help.");
        }
        if (inetd && (notify || idleExit != null || drain != null)) {
            throw new IllegalArgumentException("--inetd serves one connection and exits, so --notify, --idle-exit and"
                    + " --drain have no effect. Omit them.");
        }
    }

    /** {@return how many arguments it took} */
    private int take(String argument, @Nullable String next) {
        switch (argument) {
            case "--help" -> help = true;
            case "--inetd" -> inetd = true;
            case "--notify" -> notify = true;
            case "--idle-exit" -> idleExit = seconds(argument, next);
            case "--drain" -> drain = seconds(argument, next);
            case "--when-missing" -> whenMissing = choice(argument, next, WhenMissing.values());
            case "--when-unclaimed" -> whenUnclaimed = choice(argument, next, WhenUnclaimed.values());
            default -> specs.add(spec(argument));
        }
        return hasValue(argument) ? 2 : 1;
    }

    private static boolean hasValue(String argument) {
        return argument.startsWith("--when-") || argument.equals("--idle-exit") || argument.equals("--drain");
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
        throw unusable(option, "0 seconds or more", value);
    }

    private static ListenerSpec spec(String argument) {
        if (argument.startsWith("-")) {
            throw new IllegalArgumentException("There is no option " + argument + ". Try --help.");
        }
        return ListenerSpec.parse(argument);
    }

    private static <E extends Enum<E>> E choice(String option, @Nullable String value, E[] choices) {
        StringBuilder expected = new StringBuilder("one of");
        for (E choice : choices) {
            String word = choice.name().toLowerCase(Locale.ROOT);
            if (word.equals(value)) {
                return choice;
            }
            expected.append(' ').append(word);
        }
        throw unusable(option, expected.toString(), value);
    }

    private static IllegalArgumentException unusable(String option, String expected, @Nullable String value) {
        return new IllegalArgumentException(
                option + ": expected " + expected + ", got " + (value == null ? "nothing" : value) + ". Try --help.");
    }
}
