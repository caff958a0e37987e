package dev.doorbell.descriptors.notify;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import dev.doorbell.descriptors.posix.CloseOnExec;
import dev.doorbell.descriptors.posix.LibC;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The functions through JNA. */
final class JnaCalls implements NativeCalls {
    private final LibC libC;

    JnaCalls(LibC libC) {
        this.libC = libC;
    }

    @Override
    public int pointerBytes() {
        return Native.POINTER_SIZE;
    }

    @Override
    public long address(ByteBuffer direct) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
    }

    @Override
    public int socket(int domain, int type, int protocol) {
        return result(libC.socket(domain, type, protocol));
    }

    @Override
    public int setsockopt(int socket, int level, int option, int value) {
        return result(libC.setsockopt(socket, level, option, new IntByReference(value), Integer.BYTES));
    }

    @Override
    public int sendmsg(int socket, long header, int flags) {
        return result(libC.sendmsg(socket, new Pointer(header), flags).intValue());
    }

    @Override
    public int close(int number) {
        return result(libC.close(number));
    }

    @Override
    public void closeOnExec(int number) throws IOException {
        CloseOnExec.set(number);
    }

    @Override
    public String reason(int errno) {
        return LibC.reason(errno);
    }

    private static int result(int returned) {
        return returned < 0 ? -Native.getLastError() : returned;
    }
}
