package dev.doorbell.descriptors.notify;

import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.spi.OperatingSystem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * {@code struct msghdr} of {@code sendmsg(2)} with what it points to, and descriptors as {@code SCM_RIGHTS} of {@code cmsg(3)}
 * has them. Lengths are {@code size_t} on Linux, and an {@code int} or {@code socklen_t} on macOS, where {@code msg_flags}
 * follow the last of them at once.
 *
 * @param pointerBytes {@code sizeof(void *)}
 * @param iov the offset of {@code msg_iov}; {@code msg_name} is at 0, its length behind it
 * @param iovLength that of {@code msg_iovlen}
 * @param control that of {@code msg_control}
 * @param controlLength that of {@code msg_controllen}
 * @param size {@code sizeof(struct msghdr)}
 * @param lengthBytes how long {@code msg_iovlen}, {@code msg_controllen} and {@code cmsg_len} are
 * @param alignment that of a {@code struct cmsghdr}, to which its space is rounded up
 */
public record MessageHeader(
        int pointerBytes,
        int iov,
        int iovLength,
        int control,
        int controlLength,
        int size,
        int lengthBytes,
        int alignment) {
    public static final MessageHeader LINUX_64 = new MessageHeader(8, 16, 24, 32, 40, 56, 8, 8);
    public static final MessageHeader LINUX_32 = new MessageHeader(4, 8, 12, 16, 20, 28, 4, 4);
    /** Of {@code bsd/sys/socket.h} in Apple's XNU sources, on arm64 and x86-64. */
    public static final MessageHeader MACOS = new MessageHeader(8, 16, 24, 32, 40, 48, 4, 4);

    /** The layout on this system. */
    public static MessageHeader here(int pointerBytes) {
        if (CNumber.OS == OperatingSystem.LINUX) {
            return pointerBytes == Long.BYTES ? LINUX_64 : LINUX_32;
        }
        return MACOS;
    }

    /**
     * The structure, with everything that it points to behind it, in one direct buffer.
     *
     * @param calls knows the addresses
     * @param sockaddr the receiver; of no bytes for a connected socket
     * @param message what is sent
     */
    static ByteBuffer of(NativeCalls calls, byte[] sockaddr, byte[] message, int... descriptors) {
        return here(calls.pointerBytes()).filled(calls, sockaddr, message, descriptors);
    }

    private ByteBuffer filled(NativeCalls calls, byte[] sockaddr, byte[] message, int... descriptors) {
        int vectorAt = aligned(size);
        int controlAt = vectorAt + 2 * pointerBytes;
        int controlBytes = descriptors.length == 0 ? 0 : controlHeader() + aligned(descriptors.length * Integer.BYTES);
        int nameAt = controlAt + controlBytes;
        int messageAt = nameAt + sockaddr.length;
        ByteBuffer header =
                ByteBuffer.allocateDirect(messageAt + message.length).order(ByteOrder.nativeOrder());
        long base = calls.address(header);
        header.put(nameAt, sockaddr).put(messageAt, message);
        setPointer(header, 0, sockaddr.length == 0 ? 0 : base + nameAt);
        header.putInt(pointerBytes, sockaddr.length);
        setPointer(header, iov, base + vectorAt);
        setLength(header, iovLength, 1);
        setPointer(header, vectorAt, base + messageAt);
        setPointer(header, vectorAt + pointerBytes, message.length);
        setPointer(header, control, controlBytes == 0 ? 0 : base + controlAt);
        setLength(header, controlLength, controlBytes);
        if (controlBytes > 0) {
            fillControl(header, controlAt, descriptors);
        }
        return header;
    }

    /** One {@code struct cmsghdr}: its length without what it is rounded up by, {@code cmsg_level}, {@code cmsg_type}. */
    private void fillControl(ByteBuffer header, int at, int... descriptors) {
        setLength(header, at, controlHeader() + descriptors.length * Integer.BYTES);
        header.putInt(at + lengthBytes, CNumber.SOL_SOCKET.here());
        header.putInt(at + lengthBytes + Integer.BYTES, CNumber.SCM_RIGHTS.here());
        for (int i = 0; i < descriptors.length; i++) {
            header.putInt(at + controlHeader() + i * Integer.BYTES, descriptors[i]);
        }
    }

    private int controlHeader() {
        return aligned(lengthBytes + 2 * Integer.BYTES);
    }

    private int aligned(int length) {
        return (length + alignment - 1) / alignment * alignment;
    }

    private void setLength(ByteBuffer header, int at, int value) {
        set(header, at, lengthBytes, value);
    }

    /** Also of the length in {@code struct iovec}, a {@code size_t} everywhere. */
    private void setPointer(ByteBuffer header, int at, long value) {
        set(header, at, pointerBytes, value);
    }

    private static void set(ByteBuffer header, int at, int bytes, long value) {
        if (bytes == Long.BYTES) {
            header.putLong(at, value);
        } else {
            header.putInt(at, (int) value);
        }
    }
}
