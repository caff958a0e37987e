package dev.doorbell.descriptors;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.ptr.IntByReference;
import java.nio.Buffer;

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

    /** {@code recvfrom(2)}; lengths are {@code size_t} and {@code ssize_t}. */
    NativeLong recvfrom(int fd, Buffer buffer, NativeLong size, int flags, byte[] address, IntByReference length);

    /** {@code sendto(2)}. */
    NativeLong sendto(int fd, Buffer buffer, NativeLong size, int flags, byte[] address, int length);

    /** {@code mkfifo(3)}. */
    int mkfifo(byte[] path, int mode);

    /** {@code open(2)} with flags that need no mode. */
    int open(byte[] path, int flags);

    /** {@code fchmod(2)}. */
    int fchmod(int fd, int mode);

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
