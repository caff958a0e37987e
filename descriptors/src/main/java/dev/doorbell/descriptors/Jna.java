package dev.doorbell.descriptors;

import dev.doorbell.spi.OperatingSystem;

/** The door to JNA, which a program may leave out: what is behind it is named, and what is missing is said. */
final class Jna {
    private static volatile boolean loaded;

    private Jna() {}

    /** Whether it was asked for here, so that using JNA once more costs nothing. */
    static boolean isLoaded() {
        return loaded;
    }

    /**
     * The C library.
     *
     * @param what what needs it, as the beginning of a sentence
     * @throws UnsupportedOperationException if JNA is missing
     */
    static LibC libC(String what) {
        try {
            LibC found = LibC.INSTANCE;
            loaded = true;
            return found;
        } catch (LinkageError e) {
            throw missing(what, e);
        }
    }

    static UnsupportedOperationException missing(String what, LinkageError cause) {
        return new UnsupportedOperationException(what + " needs JNA. Add net.java.dev.jna:jna.", cause);
    }

    static void checkLinux(String what) {
        if (SocketConstants.OS != OperatingSystem.LINUX) {
            throw new UnsupportedOperationException(what + " cannot be had on " + SocketConstants.OS
                    + ": only Linux has such a thing. Use another kind here.");
        }
    }
}
