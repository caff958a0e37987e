package dev.doorbell.descriptors.posix;

import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/** The terminal that this process was started from. */
public final class Terminal {
    /** {@code tty(4)}, with the NUL at its end. */
    private static final byte[] CONTROLLING = "/dev/tty\0".getBytes(StandardCharsets.US_ASCII);

    private static final int FLAGS = CNumber.O_RDWR.here() | CNumber.O_NOCTTY.here() | CNumber.O_CLOEXEC.here();

    private Terminal() {}

    /**
     * Whether this process has a controlling terminal: it has none any more when the terminal was closed.
     *
     * @return whether {@code /dev/tty} can be opened
     * @throws UnsupportedOperationException if JNA is missing or cannot load its native library
     */
    public static boolean isPresent() {
        return ask("Opening the controlling terminal", terminal -> true);
    }

    /**
     * Whether a key such as Control-C sends its signal to this process, and then to its children too: a terminal sends it
     * to every process of its foreground group, {@code tcgetpgrp(3)}.
     *
     * @return whether this process has a controlling terminal, whose foreground group is the one of this process
     * @throws UnsupportedOperationException if JNA is missing or cannot load its native library
     */
    public static boolean isForeground() {
        return ask(
                "Asking for the terminal's foreground process group",
                terminal -> LibC.INSTANCE.tcgetpgrp(terminal) == LibC.INSTANCE.getpgrp());
    }

    private static boolean ask(String what, IntPredicate question) {
        try {
            // not the standard streams, which may all be redirected
            int terminal = LibC.INSTANCE.open(CONTROLLING, FLAGS);
            if (terminal < 0) {
                return false;
            }
            try {
                return question.test(terminal);
            } finally {
                LibC.INSTANCE.close(terminal);
            }
        } catch (LinkageError e) {
            throw Jna.unusable(what, e);
        }
    }
}
