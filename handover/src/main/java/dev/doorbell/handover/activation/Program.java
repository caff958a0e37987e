package dev.doorbell.handover.activation;

import dev.doorbell.handover.Handover;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A program that is passed descriptors.
 *
 * @param command its name or path, and its arguments
 * @param variables environment variables, in addition to those it inherits
 * @param inherited the variables that it inherits if they are set; empty for all
 * @param inetd whether it is passed one descriptor, as standard input and output
 * @param withoutPid whether {@code LISTEN_PID} is not set
 */
public record Program(
        List<String> command,
        Map<String, String> variables,
        Optional<Set<String>> inherited,
        boolean inetd,
        boolean withoutPid) {
    /** {@return a hand-over that passes nothing yet} */
    Handover handover() {
        Handover handover = new Handover(command);
        inherited.ifPresent(handover::onlyEnvironment);
        variables.forEach(handover::environment);
        return withoutPid ? handover.withoutPid() : handover;
    }

    /** Adds a descriptor. */
    void pass(Handover handover, String name, int number) {
        if (inetd) {
            handover.standardStreams(number);
        } else {
            handover.pass(name, number);
        }
    }
}
