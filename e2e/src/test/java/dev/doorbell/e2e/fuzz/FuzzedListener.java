package dev.doorbell.e2e.fuzz;

import dev.doorbell.Listener;
import dev.doorbell.spec.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Actions of a program on a listener, right and wrong, none of which waits. */
final class FuzzedListener {
    private static final int LARGEST_MESSAGE = 70_000;

    private final Listener listener;
    private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST_MESSAGE);

    FuzzedListener(Listener listener) {
        this.listener = listener;
    }

    /** Performs random actions, and then ends the listener in a random way. */
    void use(Random random, OpenDescriptors.@Nullable Opened inherited) throws IOException {
        if (random.nextBoolean()) {
            askForWrongViews();
        }
        if (random.nextBoolean()) {
            read();
        }
        switch (random.nextInt(3)) {
            case 0 -> detach(inherited);
            case 1 -> listener.close();
            default -> {
                // the listener is closed with the others
            }
        }
    }

    private void askForWrongViews() {
        List<Runnable> views = List.of(
                listener::serverSocketChannel,
                listener::datagramChannel,
                listener::socketChannel,
                listener::readableByteChannel,
                listener::byteChannel,
                listener::fileChannel);
        int right = 0;
        for (Runnable view : views) {
            try {
                view.run();
                right++;
            } catch (IllegalStateException wrong) {
                FuzzedHandovers.check(
                        String.valueOf(wrong.getMessage()).contains(" has no "), () -> "a wrong view says " + wrong);
            }
        }
        int rightOnes = right;
        // a descriptor of no kind has no view: it can only be detached
        FuzzedHandovers.check(
                right == (listener.kind() == Kind.OTHER ? 0 : 1), () -> listener + " has " + rightOnes + " views");
    }

    /** Reads. An error of the operating system is ignored. */
    private void read() {
        try {
            switch (listener.kind()) {
                case TCP, UNIX_STREAM, UNIX_SEQPACKET -> accept(listener.serverSocketChannel());
                case UDP, UNIX_DATAGRAM -> {
                    listener.datagramChannel().configureBlocking(false);
                    listener.datagramChannel().receive(buffer);
                }
                case CONNECTION -> read(listener.socketChannel());
                case FIFO -> read(listener.readableByteChannel());
                case FILE -> listener.fileChannel().read(buffer);
                case OTHER -> {
                    // nothing can be read
                }
                case SPECIAL, NETLINK, MESSAGE_QUEUE -> {
                    listener.byteChannel().setReadTimeout(Duration.ofMillis(1));
                    listener.byteChannel().read(buffer);
                }
            }
        } catch (IOException refused) {
            FuzzedHandovers.check(refused.getMessage() != null, () -> listener + " says " + refused);
        }
    }

    private static void accept(ServerSocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        SocketChannel client = channel.accept();
        if (client != null) {
            client.close();
        }
    }

    private void read(ReadableByteChannel channel) throws IOException {
        ((SelectableChannel) channel).configureBlocking(false);
        channel.read(buffer);
    }

    private void detach(OpenDescriptors.@Nullable Opened inherited) throws IOException {
        int number = listener.detachFd();
        OpenDescriptors.Opened detached = OpenDescriptors.now().get(number);
        OpenDescriptors.close(number);
        boolean same =
                inherited == null || (detached != null && detached.target().equals(inherited.target()));
        FuzzedHandovers.check(same, () -> listener + " was " + inherited + ", and detached it is " + detached);
    }
}
