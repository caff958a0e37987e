package dev.doorbell.descriptors;

/** The terminal that this process was started from. */
public final class Terminal {
    private static final int STANDARD_STREAMS = 3;

    private Terminal() {}

    /**
     * Whether a key such as Control-C sends its signal to this process, and then to its children too: a terminal sends it
     * to every process of its foreground group, {@code tcgetpgrp(3)}.
     *
     * @return whether one of the standard streams is a terminal whose foreground group is the one of this process
     * @throws UnsupportedOperationException if JNA is missing or cannot load its native library
     */
    public static boolean isForeground() {
        try {
            int group = LibC.INSTANCE.getpgrp();
            for (int stream = 0; stream < STANDARD_STREAMS; stream++) {
                if (LibC.INSTANCE.tcgetpgrp(stream) == group) {
                    return true;
                }
            }
            return false;
        } catch (LinkageError e) {
            throw Jna.unusable("Asking for the terminal's foreground process group", e);
        }
    }
}
