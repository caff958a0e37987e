package dev.doorbell.handover.notify;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import dev.doorbell.descriptors.notify.MessageHeader;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.CloseOnExec;
import dev.doorbell.descriptors.posix.Errno;
import dev.doorbell.descriptors.posix.LibC;
import dev.doorbell.spi.OperatingSystem;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The buffers of {@code recvmsg(2)}, and the last datagram in them with its descriptors and its sender. */
final class ReceivedDatagram implements Closeable {
    /** {@code NOTIFY_BUFFER_MAX} of systemd, which ignores a longer message. */
    private static final int LONGEST = 4096;

    /** More than 253 descriptors, the most that Linux takes ({@code SCM_MAX_FD}), and a {@code struct ucred} have. */
    private static final int CONTROL = 2048;

    private final int socket;
    private final MessageHeader layout = MessageHeader.here(Native.POINTER_SIZE);
    private final Memory header = new Memory(layout.size());
    private final Memory vector = new Memory(2L * Native.POINTER_SIZE);
    private final Memory bytes = new Memory(LONGEST);
    private final Memory control = new Memory(CONTROL);
    private final List<Integer> descriptors = new ArrayList<>();
    private OptionalLong sender = OptionalLong.empty();
    private String text = "";

    /** Nothing received yet. */
    ReceivedDatagram(int socket) {
        this.socket = socket;
    }

    /** Receives without waiting. {@return whether there was a datagram} */
    boolean receive() throws IOException {
        prepare();
        int count = LibC.INSTANCE.recvmsg(socket, header, flags()).intValue();
        if (count < 0) {
            if (Errno.EAGAIN.isLast() || Errno.EINTR.isLast()) {
                return false;
            }
            throw new SocketException("recvmsg(2) failed: " + LibC.reason());
        }
        readControl();
        int truncated = CNumber.MSG_TRUNC.here() | CNumber.MSG_CTRUNC.here();
        int flags = header.getInt(layout.controlLength() + layout.lengthBytes());
        text = (flags & truncated) != 0 ? "" : new String(bytes.getByteArray(0, count), StandardCharsets.UTF_8);
        return true;
    }

    private void prepare() {
        descriptors.clear();
        sender = OptionalLong.empty();
        header.clear();
        vector.setPointer(0, bytes);
        vector.setNativeLong(Native.POINTER_SIZE, new NativeLong(LONGEST));
        header.setPointer(layout.iov(), vector);
        setLength(layout.iovLength(), 1);
        header.setPointer(layout.control(), control);
        setLength(layout.controlLength(), CONTROL);
    }

    private static int flags() {
        int dontWait = CNumber.MSG_DONTWAIT.here();
        return CNumber.OS == OperatingSystem.LINUX ? dontWait | CNumber.MSG_CMSG_CLOEXEC.here() : dontWait;
    }

    /** Each {@code struct cmsghdr}: its length without padding, {@code cmsg_level}, {@code cmsg_type}, data. */
    private void readControl() throws IOException {
        int end = length(header, layout.controlLength());
        int at = 0;
        while (at + dataOffset() <= end) {
            int length = length(control, at);
            int level = control.getInt(at + layout.lengthBytes());
            int type = control.getInt(at + layout.lengthBytes() + Integer.BYTES);
            if (level == CNumber.SOL_SOCKET.here()) {
                read(type, at + dataOffset(), length - dataOffset());
            }
            at += aligned(length);
        }
    }

    private void read(int type, int at, int size) throws IOException {
        if (type == CNumber.SCM_RIGHTS.here()) {
            for (int number : control.getIntArray(at, size / Integer.BYTES)) {
                descriptors.add(number);
                if (CNumber.OS != OperatingSystem.LINUX) {
                    CloseOnExec.set(number);
                }
            }
        } else if (CNumber.OS == OperatingSystem.LINUX && type == CNumber.SCM_CREDENTIALS.here()) {
            // struct ucred begins with the pid
            sender = OptionalLong.of(control.getInt(at));
        }
    }

    private int dataOffset() {
        return aligned(layout.lengthBytes() + 2 * Integer.BYTES);
    }

    private int aligned(int length) {
        return (length + layout.alignment() - 1) / layout.alignment() * layout.alignment();
    }

    private void setLength(int at, int value) {
        if (layout.lengthBytes() == Long.BYTES) {
            header.setLong(at, value);
        } else {
            header.setInt(at, value);
        }
    }

    private int length(Memory memory, int at) {
        return layout.lengthBytes() == Long.BYTES ? (int) memory.getLong(at) : memory.getInt(at);
    }

    /** The process that has sent it, by {@code SCM_CREDENTIALS}, which only Linux has. */
    OptionalLong sender() {
        return sender;
    }

    /** The text; empty if it was too long, or has lost a descriptor: systemd ignores such a message. */
    String text() {
        return text;
    }

    /** The descriptors, which the caller closes. */
    List<Integer> descriptors() {
        return List.copyOf(descriptors);
    }

    @Override
    public void close() {
        header.close();
        vector.close();
        bytes.close();
        control.close();
    }
}
