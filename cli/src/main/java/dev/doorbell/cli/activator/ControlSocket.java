package dev.doorbell.cli.activator;

import dev.doorbell.AcceptLoop;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The UNIX socket by which {@code doorbell upgrade} requests an upgrade: a client sends {@code upgrade} and half-closes, and gets
 * one line when the upgrade is over.
 */
public final class ControlSocket implements Closeable {
    /** The request for an upgrade. */
    public static final String UPGRADE = "upgrade";

    /** The beginning of the answer to a request that has succeeded. */
    public static final String DONE = "done: ";

    /** The beginning of the answer to a request that has failed. */
    public static final String FAILED = "failed: ";

    private static final int LONGEST_REQUEST = 64;

    private final Path path;
    private final ServerSocketChannel server;
    private final Supplier<CompletableFuture<String>> upgrade;

    private ControlSocket(Path path, ServerSocketChannel server, Supplier<CompletableFuture<String>> upgrade) {
        this.path = path;
        this.server = server;
        this.upgrade = upgrade;
    }

    /**
     * Listens. A socket that a killed process has left at the path is replaced, and no other: a container may have a process
     * of the same id.
     *
     * @param path a path in a directory that only this user may enter, for this process
     * @param upgrade requests an upgrade
     * @throws IOException if another process listens there, or the operating system refuses
     */
    static ControlSocket bind(Path path, Supplier<CompletableFuture<String>> upgrade) throws IOException {
        removeStale(path);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path));
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
        ControlSocket control = new ControlSocket(path, server, upgrade);
        start(control::acceptAll);
        return control;
    }

    private static void removeStale(Path path) throws IOException {
        if (Files.exists(path)) {
            try (SocketChannel other = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                throw new IOException("another process listens on " + other.getRemoteAddress());
            } catch (ConnectException stale) {
                Files.delete(path);
            }
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "doorbell-control");
        thread.setDaemon(true);
        thread.start();
    }

    /** Until {@link #close()}. */
    private void acceptAll() {
        new AcceptLoop<>(
                        "the control socket " + path,
                        () -> Optional.of(server.accept()),
                        client -> start(() -> serve(client)))
                .run();
    }

    private void serve(SocketChannel client) {
        try {
            String request =
                    new String(Channels.newInputStream(client).readNBytes(LONGEST_REQUEST), StandardCharsets.US_ASCII);
            if (!request.equals(UPGRADE)) {
                answer(client, FAILED + "expected the request \"" + UPGRADE + "\", got \"" + request + "\"");
                return;
            }
            // on the thread that completes it, before the activator ends
            var unused = upgrade().handle((outcome, failure) -> {
                answer(client, failure == null ? DONE + outcome : FAILED + failure.getMessage());
                return outcome;
            });
        } catch (IOException e) {
            close(client);
        }
    }

    private CompletableFuture<String> upgrade() {
        try {
            return upgrade.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void answer(SocketChannel client, @Nullable String text) {
        try (client) {
            ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                client.write(bytes);
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    private static void close(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            // it is closed all the same
        }
    }

    /** Stops listening, and removes the path. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
        server.close();
    }
}
