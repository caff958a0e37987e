package dev.doorbell.descriptors;

import dev.doorbell.spi.OperatingSystem;

/** The door to JNA, which a program may leave out: what is behind it is named, and what is missing is said. */
final class Jna {
    private Jna() {}

    /**
     * The C library.
     *
     * @param what what needs it, as the beginning of a sentence
     * @throws UnsupportedOperationException if JNA is missing
     */
    static LibC libC(String what) {
        try {
            return LibC.INSTANCE;
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
