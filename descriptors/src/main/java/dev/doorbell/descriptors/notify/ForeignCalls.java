package dev.doorbell.descriptors.notify;

import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.Errno;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** The functions through {@code java.lang.foreign}. Linux with 64 bits, where a pointer is passed as a long is. */
final class ForeignCalls implements NativeCalls {
    private final ForeignLinker linker;
    private final MethodHandle socket;
    private final MethodHandle sendmsg;
    private final MethodHandle close;

    /**
     * Links the functions.
     *
     * @throws UnsupportedOperationException if this JVM has no linker, or native access is denied
     */
    ForeignCalls() {
        linker = new ForeignLinker();
        socket = linker.function("socket", int.class, int.class, int.class, int.class);
        sendmsg = linker.function("sendmsg", long.class, int.class, long.class, int.class);
        close = linker.function("close", int.class, int.class);
    }

    @Override
    public int pointerBytes() {
        return Long.BYTES;
    }

    @Override
    public long address(ByteBuffer direct) {
        return linker.address(direct);
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        return linker.call(() -> (int) socket.invokeExact(domain, type, protocol));
    }

    /** Linked when it is called: only a message of some 200 KB needs it. */
    @Override
    public int setsockopt(int number, int level, int option, int value) {
        MethodHandle setsockopt =
                linker.function("setsockopt", int.class, int.class, int.class, int.class, long.class, int.class);
        ByteBuffer memory = ForeignLinker.memory(Integer.BYTES).putInt(0, value);
        try {
            return linker.call(
                    () -> (int) setsockopt.invokeExact(number, level, option, address(memory), Integer.BYTES));
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    @Override
    public int sendmsg(int number, long header, int flags) {
        return linker.call(() -> Math.toIntExact((long) sendmsg.invokeExact(number, header, flags)));
    }

    @Override
    public int close(int number) {
        return linker.call(() -> (int) close.invokeExact(number));
    }

    /** {@code ioctl(2)} with {@code FIOCLEX}, which takes none of its variable arguments. */
    @Override
    public void closeOnExec(int number) throws IOException {
        MethodHandle ioctl = linker.function("ioctl", int.class, int.class, long.class);
        int result = linker.call(() -> (int) ioctl.invokeExact(number, (long) CNumber.FIOCLEX.here()));
        if (result < 0) {
            throw new IOException("ioctl(" + number + ", FIOCLEX) failed: " + reason(-result) + ".");
        }
    }

    @Override
    public String reason(int errno) {
        return Errno.of(errno, CNumber.OS).map(Errno::name).orElse("errno " + errno);
    }
}
