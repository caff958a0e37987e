package dev.doorbell.descriptors.jdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries the ways in, in their order, once for the process. */
public final class WaysIn {
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
    public static synchronized Caller caller() {
        if (caller == null) {
            caller = open(System.getProperty(PROPERTY));
        }
        return caller;
    }

    /** Whether the JDK can be reached and no native library is loaded for it now. */
    public static synchronized boolean isOpenWithoutJna() {
        if (caller != null) {
            return true;
        }
        String forced = System.getProperty(PROPERTY);
        for (WayIn way : WayIn.values()) {
            if (way != WayIn.JNA && (forced == null || forced.equals(way.propertyValue()))) {
                try {
                    caller = way.open();
                    return true;
                } catch (ReflectiveOperationException | LinkageError | RuntimeException shut) {
                    // the next way
                }
            }
        }
        return false;
    }

    /** Whether JNA is loaded already, so that using it once more costs nothing. */
    public static synchronized boolean jnaIsLoaded() {
        return jnaIsLoaded;
    }

    /** It was, for another purpose than the way in. Said here, so that to ask does not load the door to JNA. */
    public static synchronized void noteThatJnaIsLoaded() {
        jnaIsLoaded = true;
    }

    private static Caller open(@Nullable String forced) {
        List<String> tried = new ArrayList<>();
        Optional<JnaTrouble> jna = Optional.empty();
        @Nullable WayIn last = null;
        for (WayIn way : WayIn.values()) {
            if (forced != null && !forced.equals(way.propertyValue())) {
                continue;
            }
            last = way;
            try {
                Caller opened = way.open();
                jnaIsLoaded |= way == WayIn.JNA;
                return opened;
            } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
                jna = way == WayIn.JNA && e instanceof LinkageError failure ? JnaTrouble.behind(failure) : jna;
                add(way.propertyValue() + ": " + (jna.isPresent() ? jna.get().reason() : reason(e)), tried);
            }
        }
        if (last == null) {
            throw new IllegalStateException("-D" + PROPERTY + "=" + forced
                    + " is none of opened, unsafe, serialization, jna. Use one of them, or remove it.");
        }
        String fix = jna.isPresent() ? jna.get().fix() : last.fix();
        throw shut(
                tried,
                forced == null ? WayIn.addOpens() + ", or " + fix : fix + ", or remove -D" + PROPERTY + "=" + forced);
    }

    /** Two ways may be shut for the same reason. */
    private static void add(String reason, List<String> tried) {
        if (!tried.contains(reason)) {
            tried.add(reason);
        }
    }

    private static UnsupportedOperationException shut(List<String> tried, String fix) {
        return new UnsupportedOperationException(
                "No way into the JDK's channels is open, so no descriptor can become one (" + String.join("; ", tried)
                        + "). " + Character.toUpperCase(fix.charAt(0)) + fix.substring(1) + ".");
    }

    /** The JVM's own message about a missing class is the bare name of the class. */
    private static String reason(Throwable shut) {
        String message = String.valueOf(shut.getMessage());
        return shut instanceof ClassNotFoundException || shut instanceof NoClassDefFoundError
                ? message.replace('/', '.') + " is missing"
                : message;
    }
}
