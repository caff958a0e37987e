package dev.doorbell.descriptors.notify;

import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.waiting.Deadline;
import dev.doorbell.spi.OperatingSystem;
import java.io.IOException;
import java.net.SocketException;

/** A target by its address: each message goes from a socket of its own. */
class AddressedTarget extends DatagramTarget {
    private final byte[] sockaddr;

    AddressedTarget(String name, byte[] sockaddr) {
        super(name);
        this.sockaddr = sockaddr;
    }

    @Override
    void send(byte[] message, Deadline deadline, int... descriptors) throws IOException {
        NativeCalls calls = nativeCalls();
        boolean closedOnExec = CNumber.OS == OperatingSystem.LINUX;
        int flags = closedOnExec ? CNumber.SOCK_CLOEXEC.here() : 0;
        int socket = calls.socket(CNumber.AF_UNIX.here(), CNumber.SOCK_DGRAM.here() | flags, 0);
        if (socket < 0) {
            throw new SocketException("socket(2) failed for " + name + ": " + calls.reason(-socket));
        }
        try {
            if (!closedOnExec) {
                calls.closeOnExec(socket);
            }
            send(socket, sockaddr, message, deadline, descriptors);
        } finally {
            calls.close(socket);
        }
    }
}
