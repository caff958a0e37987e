package dev.doorbell.descriptors.unix;

import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.Jna;
import dev.doorbell.descriptors.posix.NativeSockets;
import dev.doorbell.spi.OperatingSystem;
import java.nio.channels.DatagramChannel;

/** The channels that need jnr-unixsocket, which a program may leave out, and which no other kind loads. */
public final class UnixDatagrams {
    /** The JDK raises the limit for UDP to this on macOS. */
    private static final int LARGEST_ANSWER = 65507;

    private UnixDatagrams() {}

    /**
     * A channel that owns a UNIX datagram socket.
     *
     * @throws UnsupportedOperationException if jnr-unixsocket or JNA is missing
     */
    public static DatagramChannel channel(int number) {
        Jna.libC("The UNIX datagram socket on fd " + number);
        if (CNumber.OS == OperatingSystem.MACOS) {
            // a larger answer would be EMSGSIZE: unpdg_sendspace, 2048, of bsd/kern/uipc_usrreq.c
            NativeSockets.raiseSendBuffer(number, LARGEST_ANSWER);
        }
        try {
            return Made.of(number);
        } catch (LinkageError e) {
            throw new UnsupportedOperationException(
                    "The UNIX datagram socket on fd " + number + " needs jnr-unixsocket. Add"
                            + " com.github.jnr:jnr-unixsocket.",
                    e);
        }
    }

    /** A class of its own, so that the JVM looks for jnr-unixsocket where its absence is caught, and not before. */
    private static final class Made {
        private Made() {}

        static DatagramChannel of(int number) {
            return new UnixDatagramListener(number);
        }
    }
}
