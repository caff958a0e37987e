package dev.doorbell.examples.echo;

import dev.doorbell.WhenMissing;
import dev.doorbell.WhenUnclaimed;
import dev.doorbell.spec.ListenerSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The command line, read by hand: a library for it would be most of this program's start. */
final class Arguments {
    static final String USAGE = """
            Usage: echo-daemon [--when-missing bind|fail|skip]
                               [--when-unclaimed warn|reject|close|fail|later]
                               [--idle-exit SECONDS] [--drain SECONDS] [--notify] SPEC...
                   echo-daemon --inetd [SPEC...]

            Serves on each SPEC, and sends back what it receives. A SPEC is NAME=URI, or a bare NAME that only a
            service manager can give:

              http=tcp://127.0.0.1:8080   udp:// likewise; tcp4://, tcp6://, udp4:// and udp6:// for one IP version
              control=unix:///run/x.sock  unixpacket:// and unixgram:// likewise; unix:@name is an abstract name
              events=fifo:///run/x.fifo   prints what it reads; special://, netlink: and mqueue:// likewise

            --when-missing    what to do about a SPEC that no service manager passed a listener for (bind)
            --when-unclaimed  what to do about a listener that was passed and no SPEC asks for (warn)
            --inetd           serve the one connection that this program was started for (Accept=yes, or standard
                              input), and the SPECs where there is none
            --idle-exit       end when nothing was connected and nothing came for so long; the service manager starts it
                              again for the next client, and where it bound a SPEC itself it does not end. Without
                              this option, a unit may set it in DOORBELL_IDLE_EXIT
            --drain           on SIGTERM accept nothing more, and let clients go on for so long (10 with --idle-exit
                              or --notify, and without these 0)
            --notify          tell the service manager when it is ready, that it is alive, and when it ends""";

    private static final int MOST_SECONDS = 1_000_000_000;

    private final List<ListenerSpec> specs = new ArrayList<>();
    private WhenMissing whenMissing = WhenMissing.BIND;
    private WhenUnclaimed whenUnclaimed = WhenUnclaimed.WARN;
    private boolean help;
    private boolean inetd;
    private boolean notify;
    private @Nullable Duration idleExit;
    private @Nullable Duration drain;

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
        if (arguments.specs.isEmpty() && !arguments.help && !arguments.inetd) {
            throw new IllegalArgumentException("There is no SPEC to serve on. Try --help.");
        }
        if (arguments.inetd && (arguments.notify || arguments.idleExit != null || arguments.drain != null)) {
            throw new IllegalArgumentException(
                    "--inetd serves one connection and ends with it, so --notify, --idle-exit and"
                            + " --drain have no meaning beside it. Leave them out.");
        }
        arguments.checkNamesDiffer();
        return arguments;
    }

    private void checkNamesDiffer() {
        Set<String> names = new HashSet<>();
        for (ListenerSpec spec : specs) {
            if (!names.add(spec.name())) {
                throw new IllegalArgumentException("Two specs have the name \"" + spec.name()
                        + "\", and one name stands for one spec. Give each its own name.");
            }
        }
    }

    boolean help() {
        return help;
    }

    /** Whether it may have been started for one connection. */
    boolean inetd() {
        return inetd;
    }

    /** Whether it tells the service manager how it is. */
    boolean notifies() {
        return notify;
    }

    /** After how long without work it ends; null for never. */
    @Nullable
    Duration idleExit() {
        return idleExit;
    }

    /** How long clients may go on at the end; null where nothing was said of it. */
    @Nullable
    Duration drain() {
        return drain;
    }

    ListenerSpec[] specs() {
        return specs.toArray(new ListenerSpec[0]);
    }

    WhenMissing whenMissing() {
        return whenMissing;
    }

    WhenUnclaimed whenUnclaimed() {
        return whenUnclaimed;
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
            if (seconds >= 0 && seconds <= MOST_SECONDS) {
                return Duration.ofMillis(Math.round(seconds * 1000));
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(option + " takes a number of seconds, 0 to " + MOST_SECONDS
                + (value == null ? ", and there is none." : ", not " + value + "."));
    }

    private static ListenerSpec spec(String argument) {
        if (argument.startsWith("-")) {
            throw new IllegalArgumentException("There is no option " + argument + ". Try --help.");
        }
        return ListenerSpec.parse(argument);
    }

    private static <E extends Enum<E>> E choice(String option, @Nullable String value, E[] choices) {
        StringBuilder expected = new StringBuilder();
        for (E choice : choices) {
            String word = choice.name().toLowerCase(Locale.ROOT);
            if (word.equals(value)) {
                return choice;
            }
            expected.append(expected.isEmpty() ? "" : ", ").append(word);
        }
        throw new IllegalArgumentException(
                option + " is one of " + expected + (value == null ? ", and there is none." : ", not " + value + "."));
    }
}
