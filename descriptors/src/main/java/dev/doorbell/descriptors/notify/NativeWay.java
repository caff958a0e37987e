package dev.doorbell.descriptors.notify;

import dev.doorbell.descriptors.posix.CloseOnExec;
import dev.doorbell.descriptors.posix.Jna;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ways to native functions. Where native access is not enabled, the JVM prints a warning for each module that has it: of
 * {@code java.lang.foreign} since JDK 22, and of JNA since 24. The order is such that no program gets a warning that it would
 * not get by JNA.
 */
enum NativeWay {
    /** JDK 22 and later: no library to add, and nothing to unpack. */
    FOREIGN("java.lang.foreign"),
    JNA("JNA");

    private static final int FIRST_THAT_WARNS_OF_JNA = 24;

    private static @Nullable NativeCalls open;
    private static @Nullable NativeWay used;

    private final String shown;

    NativeWay(String shown) {
        this.shown = shown;
    }

    /**
     * The functions, by the first way that is open.
     *
     * @param what what needs them, as the beginning of a sentence
     * @throws CannotSendException if none is; the message says how to open one
     */
    static synchronized NativeCalls open(String what) {
        NativeCalls known = open;
        if (known == null) {
            known = firstOpen(what);
            open = known;
        }
        return known;
    }

    private static NativeCalls firstOpen(String what) {
        String foreign = "";
        UnsupportedOperationException jna = null;
        for (NativeWay way : order()) {
            try {
                NativeCalls calls = way.calls(what);
                used = way;
                return calls;
            } catch (UnsupportedOperationException shut) {
                if (way == JNA) {
                    jna = shut;
                } else {
                    foreign = " Or let it use java.lang.foreign (" + shut.getMessage()
                            + "): start Java with --enable-native-access=" + ownModule() + ".";
                }
            }
        }
        throw new CannotSendException((jna == null ? "" : jna.getMessage()) + foreign, jna);
    }

    /** The functions by this way. */
    NativeCalls calls(String what) {
        return this == JNA ? new JnaCalls(Jna.libC(what)) : new ForeignCalls();
    }

    /** The ways that this JVM has, the preferred one first. */
    static List<NativeWay> order() {
        if (!ForeignLinker.isAvailable()) {
            return List.of(JNA);
        }
        return prefersForeign() ? List.of(FOREIGN, JNA) : List.of(JNA, FOREIGN);
    }

    private static boolean prefersForeign() {
        if (CloseOnExec.jnaIsLoaded()) {
            return false;
        }
        Module own = NativeWay.class.getModule();
        // JNA would be in the same unnamed module, and get the same warning
        boolean jnaWarnsToo = !own.isNamed() && Runtime.version().feature() >= FIRST_THAT_WARNS_OF_JNA;
        return jnaWarnsToo || ForeignLinker.isEnabledFor(own);
    }

    private static String ownModule() {
        Module own = NativeWay.class.getModule();
        return own.isNamed() ? own.getName() : "ALL-UNNAMED";
    }

    /** Returns the way that is used, or would be tried first. Loads no native library. Empty if there is none. */
    static synchronized Optional<String> description() {
        if (used != null) {
            return Optional.of(used.shown);
        }
        for (NativeWay way : order()) {
            if (way == FOREIGN || jnaIsOnClassPath()) {
                return Optional.of(way.shown);
            }
        }
        return Optional.empty();
    }

    private static boolean jnaIsOnClassPath() {
        try {
            Class.forName("com.sun.jna.Native", false, NativeWay.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError missing) {
            return false;
        }
    }
}
