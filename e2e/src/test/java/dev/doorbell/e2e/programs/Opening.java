package dev.doorbell.e2e.programs;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.TimedByteChannel;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;

/** A program that opens a listener, takes the view that an argument names, and uses it once without a client. */
public final class Opening {
    private static final Duration MOMENT = Duration.ofMillis(20);

    private Opening() {}

    /**
     * Opens.
     *
     * @param args a spec named x, and the view: {@code byteChannel()}
     */
    public static void main(String[] args) throws Exception {
        try (Listeners listeners = Doorbell.open(ListenerSpec.parse(args[0]))) {
            Listener listener = listeners.get("x");
            Object view = Listener.class.getMethod(args[1].replace("()", "")).invoke(listener);
            if (view instanceof SelectableChannel selectable) {
                selectable.configureBlocking(false);
            }
            use(view);
            System.out.println("used " + listener.kind());
        }
    }

    private static void use(Object view) throws IOException {
        if (view instanceof ServerSocketChannel server) {
            server.accept();
        } else if (view instanceof DatagramChannel datagrams) {
            datagrams.receive(ByteBuffer.allocate(1));
        } else if (view instanceof TimedByteChannel timed) {
            timed.setReadTimeout(MOMENT);
            try {
                timed.read(ByteBuffer.allocate(1));
            } catch (SocketTimeoutException nothing) {
                // expected
            }
        } else {
            ((ReadableByteChannel) view).read(ByteBuffer.allocate(1));
        }
    }
}
