package dev.doorbell.descriptors;

import java.util.Properties;

/**
 * The numbers that programs were given to close themselves. They are kept in the system properties, like the ledger:
 * plug-ins that each bring their own copy of Doorbell share nothing else.
 */
final class GivenNumbers {
    private static final String PREFIX = "doorbell.given.fd.";

    private GivenNumbers() {}

    /** {@return the number, which the program closes} */
    static int note(int number) {
        properties().put(PREFIX + number, "");
        return number;
    }

    /**
     * Takes a number back to close it, once.
     *
     * @throws IllegalArgumentException if it was not given, or is closed already
     */
    static void take(int number) {
        if (properties().remove(PREFIX + number) == null) {
            throw new IllegalArgumentException("cannot close fd " + number + ": expected a number that detachFd() or"
                    + " RawDescriptors.duplicate() returned and that was not closed yet. Close a channel, a stream or a"
                    + " listener with its own close().");
        }
    }

    private static Properties properties() {
        return System.getProperties();
    }
}
