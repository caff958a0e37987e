package dev.doorbell.descriptors;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries the ways in, in their order, once for the process. */
final class WaysIn {
    private static final String PROPERTY = "doorbell.access";

    private static @Nullable Caller caller;
    private static boolean jnaIsLoaded;

    private WaysIn() {}

    /**
     * The way that is open.
     *
     * @throws UnsupportedOperationException if none is; the message says what was tried and how to open one
     * @throws IllegalStateException if the way that is forced is none of them
     */
    static synchronized Caller caller() {
        if (caller == null) {
            caller = open(System.getProperty(PROPERTY));
        }
        return caller;
    }

    /** Whether JNA is loaded already, so that using it once more costs nothing. */
    static synchronized boolean jnaIsLoaded() {
        return jnaIsLoaded;
    }

    /** It was, for another purpose than the way in. Said here, so that to ask does not load the door to JNA. */
    static synchronized void noteThatJnaIsLoaded() {
        jnaIsLoaded = true;
    }

    private static Caller open(@Nullable String forced) {
        StringBuilder tried = new StringBuilder();
        Optional<JnaTrouble> jna = Optional.empty();
        for (WayIn way : WayIn.values()) {
            if (forced != null && !forced.equals(way.propertyValue())) {
                continue;
            }
            try {
                Caller opened = way.open();
                jnaIsLoaded |= way == WayIn.JNA;
                return opened;
            } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
                jna = way == WayIn.JNA && e instanceof LinkageError failure ? JnaTrouble.behind(failure) : jna;
                tried.append(tried.length() == 0 ? "" : "; ")
                        .append(way.propertyValue())
                        .append(": ")
                        .append(jna.isPresent() ? jna.get().reason() : reason(e));
            }
        }
        if (forced == null) {
            throw new UnsupportedOperationException(allShut(tried.toString(), jna) + ".");
        }
        String option = "-D" + PROPERTY + "=" + forced;
        throw tried.length() == 0
                ? new IllegalStateException(
                        option + " is none of opened, unsafe, serialization, jna. Use one of them, or remove it.")
                : new UnsupportedOperationException(allShut(tried.toString(), jna) + ", or remove " + option + ".");
    }

    private static String allShut(String tried, Optional<JnaTrouble> jna) {
        return "No way into the JDK's channels is open, so no descriptor can become one (" + tried
                + "). Start Java with --add-opens java.base/" + SunNioCh.PACKAGE + "="
                + WayIn.nameOf(WaysIn.class.getModule()) + ", or "
                + (jna.isPresent() ? jna.get().fix() : JnaTrouble.addJna());
    }

    /** The JVM's own message about a missing class is the bare name of the class. */
    private static String reason(Throwable shut) {
        String message = String.valueOf(shut.getMessage());
        return shut instanceof ClassNotFoundException || shut instanceof NoClassDefFoundError
                ? message.replace('/', '.') + " is missing"
                : message;
    }
}
