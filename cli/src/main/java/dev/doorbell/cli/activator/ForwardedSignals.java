package dev.doorbell.cli.activator;

import dev.doorbell.handover.Handover;
import dev.doorbell.lifecycle.signals.HandledSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.commons.lang3.Strings;

/** The signals that are forwarded to programs. */
final class ForwardedSignals {
    /** The last signal that has a name on Linux. The C library uses some of those above, and ignores them itself. */
    private static final int LAST = 31;

    private static final String IGNORED = "SigIgn:";
    private static final List<String> FORWARDED = List.of("TERM", "INT", "HUP", "USR1", "USR2");

    private final Set<Integer> ignored = new TreeSet<>();

    /**
     * A signal that this process has received.
     *
     * @param name without SIG
     * @param number on this system
     */
    record Received(String name, int number) {}

    /**
     * Receives the signals from now on, except those that this process was started to ignore, as by nohup(1), and those that
     * the JVM reserves: SIGUSR2 on some systems, and with -Xrs those that end it.
     */
    void forwardTo(Consumer<Received> receiver) {
        ignored.addAll(ignoredOnLinux());
        List<HandledSignal> handled = FORWARDED.stream()
                .flatMap(name -> HandledSignal.of(name, number -> receiver.accept(new Received(name, number))).stream())
                .toList();
        if (handled.isEmpty()) {
            throw new UnsupportedOperationException(
                    "cannot forward signals: this JVM has no sun.misc.Signal. Use one with jdk.unsupported.");
        }
        handled.stream().filter(HandledSignal::wasIgnored).forEach(signal -> {
            signal.restore();
            ignored.add(signal.number());
        });
    }

    /** {@code SigIgn} of {@code proc(5)}. For other signals the JVM has handlers by now, such as SIGPIPE and SIGQUIT. */
    private static Set<Integer> ignoredOnLinux() {
        Set<Integer> numbers = new TreeSet<>();
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith(IGNORED)) {
                    String mask = Strings.CS.removeStart(line, IGNORED).strip();
                    BitSet.valueOf(new long[] {Long.parseUnsignedLong(mask, 16)}).stream()
                            .map(bit -> bit + 1)
                            .filter(number -> number <= LAST)
                            .forEach(numbers::add);
                }
            }
        } catch (IOException notLinux) {
            // forwardTo() finds the ignored ones among those that it forwards
        }
        return numbers;
    }

    /** Lets a program ignore what this process was started to ignore. */
    void apply(Handover handover) {
        ignored.forEach(handover::keepSignal);
    }
}
