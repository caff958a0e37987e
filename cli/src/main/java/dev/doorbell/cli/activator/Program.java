package dev.doorbell.cli.activator;

import dev.doorbell.handover.Handover;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A program that descriptors are passed to.
 *
 * @param command its name or path, and its arguments
 * @param variables environment variables, besides those that it inherits
 * @param inherited the variables that it inherits, where they are set; empty for all
 * @param inetd whether it finds its one descriptor as standard input and output
 * @param withoutPid whether {@code LISTEN_PID} is left out
 */
public record Program(
        List<String> command,
        Map<String, String> variables,
        Optional<Set<String>> inherited,
        boolean inetd,
        boolean withoutPid) {
    /** The variables that {@code systemd-socket-activate(1)} passes on. */
    public static final Set<String> KEPT = Set.of("TERM", "COLORTERM", "NO_COLOR", "PATH", "USER", "HOME");

    /** {@return what starts it, with nothing passed yet} */
    Handover handover() {
        Handover handover = new Handover(command);
        inherited.ifPresent(handover::onlyEnvironment);
        variables.forEach(handover::environment);
        return withoutPid ? handover.withoutPid() : handover;
    }

    /** Passes it one descriptor more, in its way. */
    void pass(Handover handover, String name, int number) {
        if (inetd) {
            handover.standardStreams(number);
        } else {
            handover.pass(name, number);
        }
    }
}
