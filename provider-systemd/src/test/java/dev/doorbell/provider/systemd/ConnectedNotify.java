package dev.doorbell.provider.systemd;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.LibC;
import dev.doorbell.descriptors.unix.SockaddrUn;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;

/** The socket of a service manager, and one that is connected to it. */
public final class ConnectedNotify implements Closeable {
    private final UnixDatagramChannel manager = UnixDatagramChannel.open();
    private final int client = LibC.INSTANCE.socket(CNumber.AF_UNIX.here(), CNumber.SOCK_DGRAM.here(), 0);

    public ConnectedNotify(Path path) throws IOException {
        manager.bind(new UnixSocketAddress(path.toFile()));
        manager.configureBlocking(false);
        byte[] address = SockaddrUn.of((path + "\0").getBytes(UTF_8));
        // that of jnr's channel connects nothing in the kernel
        LibC.INSTANCE.connect(client, address, address.length);
    }

    /** The number of the one that is connected. */
    public int descriptor() {
        return client;
    }

    /** {@return the next message; empty if there is none now} */
    public String received() {
        ByteBuffer message = ByteBuffer.allocate(1000);
        try {
            manager.receive(message);
        } catch (IOException none) {
            return "";
        }
        return UTF_8.decode(message.flip()).toString();
    }

    /** Ends the manager, as a restart does. */
    public void end() throws IOException {
        manager.close();
    }

    @Override
    public void close() throws IOException {
        manager.close();
        LibC.INSTANCE.close(client);
    }
}
