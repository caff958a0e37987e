package dev.doorbell.junit;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;

/** The clients of the listeners that an extension holds. */
abstract class ListenerClients {
    /** For the extensions of this package. */
    ListenerClients() {}

    /** {@return the listeners; throws IllegalStateException if they are not open} */
    abstract HeldListeners held();

    /** {@return how long a client waits for an answer} */
    abstract Duration clientTimeout();

    /** Notes that a client has connected. */
    void connected() {}

    /**
     * Connects to a TCP listener. Its reads end after 60 seconds, or the timeout of the program.
     *
     * @param name the name of the listener; of several, the first
     * @return the connection, which the caller closes
     * @throws IOException if it is refused
     */
    public Socket connect(String name) throws IOException {
        Socket socket = held().connect(name, clientTimeout());
        connected();
        return socket;
    }

    /**
     * Connects to a TCP or UNIX stream listener.
     *
     * @param name the name of the listener; of several, the first
     * @return the connection, which the caller closes
     * @throws IOException if it is refused
     */
    public SocketChannel channel(String name) throws IOException {
        SocketChannel channel = held().channel(name);
        connected();
        return channel;
    }

    /**
     * {@return the address that a client of a listener connects or sends to; of a FIFO, its path}
     *
     * @param name the name of the listener; of several, the first
     */
    public SocketAddress address(String name) {
        return held().address(name);
    }

    /**
     * {@return the addresses of all listeners of a name: {@code tcp://localhost:0} has one for each IP version}
     *
     * @param name the name of the listeners
     */
    public List<SocketAddress> addresses(String name) {
        return held().addresses(name);
    }

    /**
     * {@return the port of a TCP or UDP listener}
     *
     * @param name the name of the listener; of several, the first
     */
    public int port(String name) {
        return held().port(name);
    }

    /**
     * {@return the URI of a listener: {@code http://127.0.0.1:PORT} of TCP, {@code https:} for the name {@code https},
     * {@code udp:} and {@code unix:} of the others}
     *
     * @param name the name of the listener; of several, the first
     */
    public URI uri(String name) {
        return held().uri(name);
    }
}
