package dev.doorbell.descriptors.posix;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.ptr.IntByReference;
import java.nio.ByteBuffer;

/**
 * The functions of {@code mq_overview(7)}, by their C names: in the C library since glibc 2.34 and in musl, in librt
 * before. Each returns -1 on failure and leaves the errno in {@link Native#getLastError()}. Linux only.
 */
public interface MessageQueueLibrary extends Library {
    MessageQueueLibrary INSTANCE = Native.load(isInLibC() ? "c" : "rt", MessageQueueLibrary.class);

    /** {@code mq_open(3)}, with the mode and the attributes where it may create. */
    int mq_open(byte[] name, int flags, Object... modeAndAttributes);

    /** {@code mq_getattr(3)}; the attributes are a {@code struct mq_attr}, eight longs. */
    int mq_getattr(int queue, byte[] attributes);

    /** {@code mq_timedreceive(3)}. */
    NativeLong mq_timedreceive(
            int queue, ByteBuffer message, NativeLong size, IntByReference priority, long[] absoluteTimeout);

    /** {@code mq_timedsend(3)}. */
    int mq_timedsend(int queue, ByteBuffer message, NativeLong length, int priority, long[] absoluteTimeout);

    /** {@code mq_unlink(3)}. */
    int mq_unlink(byte[] name);

    private static boolean isInLibC() {
        try {
            NativeLibrary.getInstance("c").getFunction("mq_getattr");
            return true;
        } catch (UnsatisfiedLinkError olderGlibc) {
            return false;
        }
    }
}
