package dev.doorbell.examples.echo;

import dev.doorbell.Listener;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Sends each datagram back to where it came from. */
final class DatagramEcho implements Runnable {
    /** A UDP datagram has at most 65,507 bytes, a UNIX one as many as a socket buffer: 212,992 on Linux by default. */
    private static final int LARGEST = 256 * 1024;

    /** A UNIX client that does not read fills its queue, and must not stop the answers to the others for ever. */
    private static final Integer MOST_MILLIS_TO_SEND = 1000;

    private final Listener listener;
    private final Door door;
    private final DatagramChannel channel;
    private final Trouble trouble;

    DatagramEcho(Listener listener, Door door, Trouble trouble) {
        this.listener = listener;
        this.door = door;
        channel = listener.datagramChannel();
        this.trouble = trouble;
    }

    @Override
    public void run() {
        limitSending();
        ByteBuffer datagram = ByteBuffer.allocateDirect(LARGEST);
        while (channel.isOpen()) {
            try (Closeable work = door.await(listener)) {
                if (work == null) {
                    return;
                }
                SocketAddress sender = channel.receive(datagram.clear());
                trouble.isOver();
                // a UNIX client that is bound to no path has no address to answer to
                if (sender != null) {
                    answer(datagram.flip(), sender);
                }
            } catch (IOException e) {
                trouble.waitOut(channel, e);
            }
        }
    }

    /** Where the channel has the option, as a UNIX one has. */
    @SuppressWarnings("unchecked")
    private void limitSending() {
        try {
            for (SocketOption<?> option : channel.supportedOptions()) {
                if (option.name().equals("SO_SNDTIMEO")) {
                    channel.setOption((SocketOption<Integer>) option, MOST_MILLIS_TO_SEND);
                }
            }
        } catch (IOException e) {
            trouble.waitOut(channel, e);
        }
    }

    /** An answer that does not arrive is lost, as datagrams are: its client may be gone, or have an empty address. */
    private void answer(ByteBuffer datagram, SocketAddress sender) {
        try {
            channel.send(datagram, sender);
        } catch (IOException | RuntimeException lost) {
            // the next datagram is another client's
        }
    }
}
