package dev.doorbell.descriptors.notify;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The functions of the C library that it takes to send a datagram to an address, or with descriptors. Each returns the
 * negative errno on failure, as the kernel does. {@link NativeWay} lists the implementations.
 */
interface NativeCalls {
    /** {@code sizeof(void *)}. */
    int pointerBytes();

    /** {@return the address of the first byte of a direct buffer} */
    long address(ByteBuffer direct);

    /** {@code socket(2)}. */
    int socket(int domain, int type, int protocol);

    /** {@code setsockopt(2)} with an int. */
    int setsockopt(int socket, int level, int option, int value);

    /**
     * {@code sendmsg(2)}.
     *
     * @param header the address of a {@code struct msghdr}
     */
    int sendmsg(int socket, long header, int flags);

    /** {@code close(2)}. */
    int close(int number);

    /**
     * Sets FD_CLOEXEC.
     *
     * @throws IOException if the operating system refuses, and the user asked for it
     */
    void closeOnExec(int number) throws IOException;

    /** {@return what an errno means, with its name} */
    String reason(int errno);
}
