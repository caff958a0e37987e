package dev.doorbell.descriptors.posix;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import java.io.IOException;

/**
 * FD_CLOEXEC, so that no child inherits the descriptor. The JDK closes every descriptor above 2 in the children that it
 * starts, so only native code that forks needs it: {@code -Ddoorbell.cloexec=true} forces it for that.
 */
public final class CloseOnExec {
    private static final String PROPERTY = "doorbell.cloexec";
    private static final String FORCED = "-D" + PROPERTY + "=true";

    private static volatile boolean jnaIsLoaded;

    private CloseOnExec() {}

    /** Notes that JNA is loaded. The flag is in this class, which every start loads anyway. */
    public static void noteThatJnaIsLoaded() {
        jnaIsLoaded = true;
    }

    /** Whether JNA is loaded already, so that another use of it costs nothing. */
    public static boolean jnaIsLoaded() {
        return jnaIsLoaded;
    }

    /**
     * Loads what setting it takes, where the user asks for it.
     *
     * @throws UnsupportedOperationException if JNA is missing, or cannot load its native library
     */
    public static void prepare() {
        if (Boolean.getBoolean(PROPERTY)) {
            ioctl();
        }
    }

    /** Sets it where that loads no native library, or where the user asks for it. */
    public static void setIfCheap(int number) throws IOException {
        if (jnaIsLoaded || Boolean.getBoolean(PROPERTY)) {
            set(number);
        }
    }

    /**
     * Sets it, through JNA, with only one function: the proxy of the whole {@link LibC} is most of what JNA loads.
     * {@code FIOCLEX} takes no argument, so {@code ioctl(2)} is called as one of two.
     *
     * @throws IOException if the operating system refuses, and the user asked for it: otherwise the descriptor serves as
     *     well without
     */
    public static void set(int number) throws IOException {
        Object[] arguments = {number, new NativeLong(CNumber.FIOCLEX.here(), true)};
        if (ioctl().invokeInt(arguments) != 0 && Boolean.getBoolean(PROPERTY)) {
            throw new IOException("ioctl(" + number + ", FIOCLEX) failed: " + LibC.reason() + ". Remove " + FORCED
                    + " if children may inherit it.");
        }
    }

    private static Function ioctl() {
        try {
            Function found = NativeLibrary.getProcess().getFunction("ioctl");
            noteThatJnaIsLoaded();
            return found;
        } catch (LinkageError e) {
            throw Jna.unusable(FORCED, e);
        }
    }
}
