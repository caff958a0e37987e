package dev.doorbell.descriptors;

import org.jspecify.annotations.Nullable;

/** Tries the ways in, in their order, once for the process. */
final class WaysIn {
    private static final String PROPERTY = "doorbell.access";

    private static @Nullable Caller caller;
    private static @Nullable WayIn taken;

    private WaysIn() {}

    /**
     * The way that is open.
     *
     * @throws UnsupportedOperationException if none is; the message says what was tried and how to open one
     */
    static synchronized Caller caller() {
        if (caller == null) {
            caller = open(System.getProperty(PROPERTY));
        }
        return caller;
    }

    /** Whether JNA is loaded already, so that using it once more costs nothing. */
    static synchronized boolean jnaIsLoaded() {
        return taken == WayIn.JNA;
    }

    private static Caller open(@Nullable String forced) {
        StringBuilder tried = new StringBuilder();
        for (WayIn way : WayIn.values()) {
            if (forced != null && !forced.equals(way.propertyValue())) {
                continue;
            }
            try {
                Caller opened = way.open();
                taken = way;
                return opened;
            } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
                tried.append(tried.length() == 0 ? "" : "; ")
                        .append(way.propertyValue())
                        .append(": ")
                        .append(e.getMessage());
            }
        }
        throw new UnsupportedOperationException(
                "No way into the JDK's channels is open, so no descriptor can become one ("
                        + (tried.length() == 0 ? PROPERTY + "=" + forced + " is none of opened, unsafe, jna" : tried)
                        + "). Start Java with --add-opens java.base/" + SunNioCh.PACKAGE + "="
                        + WayIn.nameOf(WaysIn.class.getModule()) + ", or add net.java.dev.jna:jna.");
    }
}
