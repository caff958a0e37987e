package dev.doorbell.examples.echo;

import dev.doorbell.Listener;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Sends each datagram back to its sender. */
final class DatagramEcho extends ListenerLoop {
    /** A UDP datagram has at most 65,507 bytes, a UNIX one as many as a socket buffer: 212,992 on Linux by default. */
    private static final int LARGEST = 256 * 1024;

    /** A UNIX client that does not read fills its queue, and must not block the answers to the others. */
    private static final Integer SEND_TIMEOUT_MILLIS = 1000;

    private final DatagramChannel channel;
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(LARGEST);

    DatagramEcho(Listener listener, Incoming incoming, PrintStream err) {
        super(listener, incoming, err);
        channel = listener.datagramChannel();
        limitSending();
    }

    @Override
    boolean serveNext() throws IOException {
        try (Closeable work = incoming.await(listener)) {
            if (work == null) {
                return false;
            }
            SocketAddress sender = channel.receive(datagram.clear());
            // a UNIX client that is bound to no path has no address
            if (sender != null) {
                answer(sender);
            }
            return true;
        }
    }

    /** Sets the timeout if the channel has the option, as a UNIX one does. */
    @SuppressWarnings("unchecked")
    private void limitSending() {
        try {
            for (SocketOption<?> option : channel.supportedOptions()) {
                if (option.name().equals("SO_SNDTIMEO")) {
                    channel.setOption((SocketOption<Integer>) option, SEND_TIMEOUT_MILLIS);
                }
            }
        } catch (IOException e) {
            waitOut(e);
        }
    }

    /** An answer that cannot be sent is lost, as datagrams are: its client may be gone, or have an empty address. */
    private void answer(SocketAddress sender) {
        try {
            channel.send(datagram.flip(), sender);
        } catch (IOException | RuntimeException lost) {
            // the next datagram is another client's
        }
    }
}
