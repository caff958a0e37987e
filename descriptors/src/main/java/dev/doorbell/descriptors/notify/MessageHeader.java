package dev.doorbell.descriptors.notify;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.spi.OperatingSystem;
import java.nio.ByteBuffer;

/**
 * {@code struct msghdr} of {@code sendmsg(2)} with what it points to, and descriptors as {@code SCM_RIGHTS} of {@code cmsg(3)}
 * has them. Lengths are {@code size_t} on Linux, and an {@code int} or {@code socklen_t} on macOS, where {@code msg_flags}
 * follow the last of them at once.
 *
 * @param iov the offset of {@code msg_iov}; {@code msg_name} is at 0, its length behind it
 * @param iovLength that of {@code msg_iovlen}
 * @param control that of {@code msg_control}
 * @param controlLength that of {@code msg_controllen}
 * @param size {@code sizeof(struct msghdr)}
 * @param lengthBytes how long {@code msg_iovlen}, {@code msg_controllen} and {@code cmsg_len} are
 * @param alignment that of a {@code struct cmsghdr}, to which its space is rounded up
 */
public record MessageHeader(
        int iov, int iovLength, int control, int controlLength, int size, int lengthBytes, int alignment) {
    public static final MessageHeader LINUX_64 = new MessageHeader(16, 24, 32, 40, 56, 8, 8);
    public static final MessageHeader LINUX_32 = new MessageHeader(8, 12, 16, 20, 28, 4, 4);
    /** Of {@code bsd/sys/socket.h} in Apple's XNU sources, on arm64 and x86-64. */
    public static final MessageHeader MACOS = new MessageHeader(16, 24, 32, 40, 48, 4, 4);

    /** The structure, with everything that it points to behind it, in one piece of memory. */
    static Pointer of(byte[] sockaddr, ByteBuffer bytes, int... descriptors) {
        return here().filled(sockaddr, bytes, descriptors);
    }

    public static MessageHeader here() {
        if (CNumber.OS == OperatingSystem.LINUX) {
            return Native.POINTER_SIZE == Long.BYTES ? LINUX_64 : LINUX_32;
        }
        return MACOS;
    }

    private Memory filled(byte[] sockaddr, ByteBuffer bytes, int... descriptors) {
        int vectorAt = aligned(size);
        int controlAt = vectorAt + 2 * Native.POINTER_SIZE;
        int nameAt = controlAt + controlHeader() + aligned(descriptors.length * Integer.BYTES);
        Memory header = new Memory(nameAt + sockaddr.length);
        header.clear();
        header.setPointer(0, header.share(nameAt));
        header.setInt(Native.POINTER_SIZE, sockaddr.length);
        header.write(nameAt, sockaddr, 0, sockaddr.length);
        header.setPointer(iov, header.share(vectorAt));
        setLength(header, iovLength, 1);
        header.setPointer(vectorAt, Native.getDirectBufferPointer(bytes));
        setLongOrInt(header, vectorAt + Native.POINTER_SIZE, Native.POINTER_SIZE, bytes.remaining());
        header.setPointer(control, header.share(controlAt));
        setLength(header, controlLength, nameAt - controlAt);
        fillControl(header, controlAt, descriptors);
        return header;
    }

    /** One {@code struct cmsghdr}: its length without what it is rounded up by, {@code cmsg_level}, {@code cmsg_type}. */
    private void fillControl(Memory header, int at, int... descriptors) {
        setLength(header, at, controlHeader() + descriptors.length * Integer.BYTES);
        header.setInt(at + lengthBytes, CNumber.SOL_SOCKET.here());
        header.setInt(at + lengthBytes + Integer.BYTES, CNumber.SCM_RIGHTS.here());
        header.write(at + controlHeader(), descriptors, 0, descriptors.length);
    }

    private int controlHeader() {
        return aligned(lengthBytes + 2 * Integer.BYTES);
    }

    private int aligned(int length) {
        return (length + alignment - 1) / alignment * alignment;
    }

    private void setLength(Memory header, int at, int value) {
        setLongOrInt(header, at, lengthBytes, value);
    }

    private static void setLongOrInt(Memory header, int at, int bytes, int value) {
        if (bytes == Long.BYTES) {
            header.setLong(at, value);
        } else {
            header.setInt(at, value);
        }
    }
}
