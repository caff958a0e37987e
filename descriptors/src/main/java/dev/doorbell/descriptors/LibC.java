package dev.doorbell.descriptors;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;

/**
 * What Doorbell calls in the C library, by its C names. Each returns -1 on failure and leaves the errno in
 * {@link Native#getLastError()}. None has variable arguments when it is called like this: JNA gets those wrong on Apple
 * Silicon.
 */
interface LibC extends Library {
    LibC INSTANCE = Native.load("c", LibC.class);

    /** {@code ioctl(2)} with a request that takes no argument. */
    int ioctl(int fd, NativeLong request);

    /** {@code socket(2)}. */
    int socket(int domain, int type, int protocol);

    /** {@code bind(2)}. */
    int bind(int fd, byte[] address, int length);

    /** {@code close(2)}. */
    int close(int fd);

    /** {@code strerror(3)}: what an errno means. */
    String strerror(int errno);

    /** The reason of the failure that came last on this thread. */
    static String reason() {
        int errno = Native.getLastError();
        return INSTANCE.strerror(errno) + " (errno " + errno + ")";
    }
}
