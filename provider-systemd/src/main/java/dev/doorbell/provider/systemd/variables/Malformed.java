package dev.doorbell.provider.systemd.variables;

import dev.doorbell.spi.ActivationException;
import java.io.IOException;

/**
 * Errors of what systemd announces. Each is a {@link ActivationException}; the type that is declared here is its supertype,
 * so that the verifier does not load it on every start.
 */
public final class Malformed {
    private static final String FIX =
            " The service manager sets it: remove what changes it before the program starts, or unset LISTEN_PID to bind instead.";

    private Malformed() {}

    static IOException pid(String text) {
        return error("LISTEN_PID is \"" + text + "\": expected a process id of at least 1." + FIX);
    }

    static IOException pidfdId(String text) {
        return error("LISTEN_PIDFDID is \"" + text + "\": expected the id of a pidfd, which is a number." + FIX);
    }

    static IOException count(String text) {
        return error("LISTEN_FDS is \"" + text + "\": expected a number of descriptors of at least 1." + FIX);
    }

    static IOException names(int names, int count) {
        return error("LISTEN_FDNAMES has " + names + (names == 1 ? " name for " : " names for ") + count
                + (count == 1 ? " descriptor" : " descriptors") + " of LISTEN_FDS. Pass as many names as"
                + " descriptors, separated by colons (--fdname=A:B of systemd-socket-activate), or none.");
    }

    static IOException escape(String text) {
        return error("LISTEN_FDNAMES is \"" + text + "\" and ends with a backslash that escapes nothing. Remove it,"
                + " or unset the variable, and every name is \"unknown\".");
    }

    /**
     * Returns the error of a descriptor that is not as announced.
     *
     * @param first the number of the first descriptor that was announced
     * @param count how many were announced
     * @param number the descriptor
     * @param found what it is instead
     */
    public static IOException descriptor(int first, int count, int number, String found) {
        int last = first + count - 1;
        return error("LISTEN_FDS is " + count + ", so fd " + first + (last > first ? " to fd " + last : "")
                + " should have been passed, but fd " + number + " " + found
                + ". Pass as many descriptors as LISTEN_FDS says, and close none before Doorbell opens them.");
    }

    private static IOException error(String message) {
        return new ActivationException(ListenVariables.MANAGER, message);
    }
}
