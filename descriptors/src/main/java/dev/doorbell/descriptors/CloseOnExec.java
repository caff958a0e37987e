package dev.doorbell.descriptors;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;

/**
 * FD_CLOEXEC, so that no child inherits the descriptor. The JDK closes every descriptor above 2 in the children that it
 * starts, so only native code that forks by itself needs it: {@code -Ddoorbell.cloexec=true} forces it for that.
 */
final class CloseOnExec {
    private static final String PROPERTY = "doorbell.cloexec";

    private CloseOnExec() {}

    /** Sets it where that loads no native library, or where the user asks for it. */
    static void setIfCheap(int number) {
        if (WaysIn.jnaIsLoaded() || Boolean.getBoolean(PROPERTY)) {
            set(number);
        }
    }

    private static void set(int number) {
        try {
            NativeLong request = new NativeLong(SocketConstants.here().fioclex(), true);
            if (LibC.INSTANCE.ioctl(number, request) != 0) {
                throw new IllegalStateException("ioctl(" + number + ", FIOCLEX) failed with errno "
                        + Native.getLastError() + ". Remove -D" + PROPERTY + " if children may inherit it.");
            }
        } catch (LinkageError e) {
            throw new UnsupportedOperationException(
                    "-D" + PROPERTY + "=true needs JNA. Add net.java.dev.jna:jna, or remove the property.", e);
        }
    }
}
