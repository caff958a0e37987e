package dev.doorbell.descriptors.posix;

import dev.doorbell.spi.OperatingSystem;
import java.util.Optional;

/** The entry to JNA, which a program may leave out: a message says what needs it, and what to add. */
public final class Jna {
    private Jna() {}

    /**
     * The C library.
     *
     * @param what what needs it, as the beginning of a sentence
     * @throws UnsupportedOperationException if JNA is missing, or cannot load its native library
     */
    public static LibC libC(String what) {
        // JNA waits for ldconfig(8) when it is loaded, and an interrupt that ends the wait would be lost
        boolean interrupted = Thread.interrupted();
        try {
            LibC found = LibC.INSTANCE;
            CloseOnExec.noteThatJnaIsLoaded();
            return found;
        } catch (LinkageError e) {
            throw unusable(what, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The failure of a use of JNA, as a user reads it. */
    public static UnsupportedOperationException unusable(String what, LinkageError cause) {
        Optional<JnaTrouble> trouble = JnaTrouble.behind(cause);
        String message = trouble.isPresent()
                ? trouble.get().explain(what)
                : what + " needs a native function that this system lacks (" + cause.getMessage()
                        + "). Use another kind here.";
        return new UnsupportedOperationException(message, cause);
    }

    public static void checkLinux(String what) {
        if (CNumber.OS != OperatingSystem.LINUX) {
            throw new UnsupportedOperationException(
                    what + " is not available on " + CNumber.OS + ": only Linux has it. Use another kind here.");
        }
    }
}
