package dev.doorbell.benchmarks.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.newsclub.net.unix.AFUNIXServerSocket;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.FileDescriptorCast;

/** junixsocket, which takes the number of a descriptor; what {@code LISTEN_*} says is the program's own to read. */
public final class WithJunixsocket {
    private static final int FIRST = 3;

    private WithJunixsocket() {}

    /**
     * Takes the one that was passed, and answers.
     *
     * @param args unused
     */
    public static void main(String[] args) throws IOException {
        if (!"1".equals(System.getenv("LISTEN_FDS"))) {
            throw new IllegalStateException("LISTEN_FDS is not 1. Pass one descriptor.");
        }
        try (AFUNIXServerSocket listener = FileDescriptorCast.unsafeUsing(FIRST).as(AFUNIXServerSocket.class);
                AFUNIXSocket client = listener.accept();
                InputStream in = client.getInputStream();
                OutputStream out = client.getOutputStream()) {
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                out.write(octet);
            }
        }
    }
}
