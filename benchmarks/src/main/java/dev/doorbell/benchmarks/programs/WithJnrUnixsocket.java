package dev.doorbell.benchmarks.programs;

import java.io.File;
import java.io.IOException;
import jnr.unixsocket.UnixServerSocketChannel;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketChannel;

/** jnr-unixsocket. It has no way to take a listener's number, so it binds. */
public final class WithJnrUnixsocket {
    private WithJnrUnixsocket() {}

    /**
     * Binds, and answers.
     *
     * @param args the path of a UNIX socket
     */
    public static void main(String[] args) throws IOException {
        try (UnixServerSocketChannel listener = UnixServerSocketChannel.open()) {
            listener.socket().bind(new UnixSocketAddress(new File(args[0])));
            try (UnixSocketChannel client = listener.accept()) {
                Answer.echo(client);
            }
        }
    }
}
