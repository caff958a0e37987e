import dev.doorbell.Backoff;
import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.lifecycle.Accepted;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.lifecycle.Work;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A server to copy: it echoes on TCP, UDP and UNIX stream listeners, whether a service manager passes them or Doorbell binds
 * them. On SIGTERM it accepts nothing more, gives its clients 10 seconds, and exits with status 0. It needs no build, only
 * Doorbell on the class path, which the jar of echo-daemon contains:
 *
 * <pre>
 * java -cp examples/echo-daemon/target/echo-daemon.jar examples/EchoServer.java http=tcp://127.0.0.1:8080
 * </pre>
 */
public final class EchoServer {
    /** Any datagram of UDP, which has at most 65,507 bytes. */
    private static final int BUFFER_SIZE = 64 * 1024;

    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    private EchoServer() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        ListenerSpec[] specs = Stream.of(args).map(ListenerSpec::parse).toArray(ListenerSpec[]::new);
        try (Listeners listeners = Doorbell.open(specs);
                Lifecycle lifecycle = Lifecycle.of(listeners)
                        .drain(Duration.ofSeconds(10))
                        .onEnd(THREADS::shutdown)
                        .start()) {
            for (Listener listener : listeners.all()) {
                THREADS.execute(service(listener, lifecycle));
            }
            lifecycle.ready();
            System.out.println("serving " + listeners);
            lifecycle.awaitEnd();
        }
    }

    private static Runnable service(Listener listener, Lifecycle lifecycle) {
        return switch (listener.kind()) {
            case TCP, UNIX_STREAM ->
                () -> lifecycle.acceptAll(listener, client -> THREADS.execute(() -> echo(client)));
            case UDP -> () -> echoDatagrams(listener, lifecycle);
            default ->
                throw new IllegalStateException("cannot serve " + listener + ". Use TCP, UDP or a UNIX stream socket.");
        };
    }

    /** Returns when the client ends its side. Closing the connection ends its work in progress. */
    private static void echo(Accepted client) {
        try (client) {
            SocketChannel channel = client.channel();
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE);
            while (channel.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
        } catch (IOException gone) {
            // a client that resets its connection affects no other
        }
    }

    /** Returns when the lifecycle is ending: then there is no more work. */
    private static void echoDatagrams(Listener listener, Lifecycle lifecycle) {
        DatagramChannel channel = listener.datagramChannel();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE);
        Backoff backoff = new Backoff();
        while (channel.isOpen()) {
            try {
                Optional<Work> work = lifecycle.await(listener);
                if (work.isEmpty()) {
                    return;
                }
                try {
                    answer(channel, channel.receive(buffer.clear()), buffer.flip());
                    backoff.succeeded();
                } finally {
                    work.get().close();
                }
            } catch (ClosedChannelException ending) {
                return;
            } catch (IOException e) {
                backoff.failed("cannot receive from " + listener + ": " + e);
            }
        }
    }

    private static void answer(DatagramChannel channel, SocketAddress client, ByteBuffer datagram) {
        try {
            channel.send(datagram, client);
        } catch (IOException lost) {
            // the next datagram is another client's
        }
    }
}
