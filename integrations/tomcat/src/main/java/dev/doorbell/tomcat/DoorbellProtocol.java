package dev.doorbell.tomcat;

import dev.doorbell.Listener;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * The protocol of a connector that accepts from a listener of Doorbell. All attributes of Tomcat's HTTP connector, such as
 * those of TLS, HTTP/2 and its threads, have their usual effect, except those of the server socket, since that is open already. The
 * default of {@code useSendfile} is false; with true, a large file counts as work until the next request on its connection.
 *
 * <p>In a program with an embedded Tomcat:
 *
 * <pre>{@code
 * Connector connector = new Connector(new DoorbellProtocol(listener, life));
 * }</pre>
 *
 * <p>In {@code server.xml}, with one {@link DoorbellListener}:
 *
 * <pre>{@code
 * <Connector protocol="dev.doorbell.tomcat.DoorbellProtocol" port="8080" doorbellName="http" />
 * }</pre>
 *
 * <p>The lifecycle decides when a connection is accepted. A connection is work in progress until its first request or its end,
 * and so is each request until its answer is complete. A WebSocket, or a connection of HTTP/2, is work until its end. A
 * connection that is kept alive between two requests is none. When the lifecycle ends, the answer to a request closes its
 * connection.
 *
 * <p>The connector does not close the listener: its lifecycle does.
 */
public final class DoorbellProtocol extends Http11NioProtocol {
    private final DoorbellEndpoint endpoint;
    private @Nullable String doorbellName;

    /** Creates the protocol of a connector whose listener is {@linkplain #serve set} before it starts. */
    public DoorbellProtocol() {
        this(new DoorbellEndpoint());
    }

    /**
     * Creates the protocol of a connector for a program with an embedded Tomcat.
     *
     * @param listener the listener
     * @param life the lifecycle that this listener belongs to
     * @throws IllegalStateException if the listener is not of the kind TCP or UNIX_STREAM, or served already, or this Tomcat is
     *     too old
     */
    public DoorbellProtocol(Listener listener, Lifecycle life) {
        this();
        serve(listener, life);
    }

    private DoorbellProtocol(DoorbellEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        // Tomcat does not say when it has sent such a file: the request would count until the connection ends
        endpoint.setUseSendfile(false);
        RequestCounter counter = new RequestCounter(this, endpoint);
        endpoint.setHandler(counter);
        setHandler(counter);
    }

    /**
     * Sets the listener that the connector accepts from, and its address and port as those of the connector. From now on until
     * the connector has started, no idle exit interrupts that.
     *
     * @param listener the listener
     * @param life the lifecycle that this listener belongs to
     * @throws IllegalStateException if the listener is not of the kind TCP or UNIX_STREAM, or served already
     */
    public void serve(Listener listener, Lifecycle life) {
        if (listener.kind() != Kind.TCP && listener.kind() != Kind.UNIX_STREAM) {
            throw new IllegalStateException("cannot serve " + listener + " with Tomcat: expected TCP or UNIX_STREAM."
                    + " Use ListenStream= in the socket unit.");
        }
        setPortOffset(0);
        listener.address().ifPresent(this::show);
        endpoint.serve(listener, life);
    }

    /** Shows the address in the log, in JMX and to the program. */
    private void show(Address address) {
        if (address instanceof Address.Ip ip) {
            InetSocketAddress socket = ip.socketAddress();
            setAddress(socket.getAddress());
            setPort(socket.getPort());
        } else {
            endpoint.setUnixDomainSocketPath(address.printable());
        }
    }

    /**
     * Sets the name of the listener: {@code FileDescriptorName=} of a socket unit, or the key in {@code Sockets} of a property
     * list. An attribute of {@code server.xml}.
     *
     * @param name the name; {@code http} if it is not set, or {@code https} if the connector has TLS
     */
    public void setDoorbellName(String name) {
        doorbellName = name;
    }

    /** {@return the name of the listener} */
    public String getDoorbellName() {
        return doorbellName != null ? doorbellName : isSSLEnabled() ? "https" : "http";
    }

    /** The listener that the attributes of {@code server.xml} declare. */
    ListenerSpec spec() {
        int port = getPortWithOffset();
        if (port < 0) {
            return ListenerSpec.named(getDoorbellName());
        }
        InetAddress address = getAddress();
        String host = address == null ? "*" : address.getHostAddress();
        return ListenerSpec.tcp(getDoorbellName(), host, port).backlog(getAcceptCount());
    }

    /** Counts requests. Tomcat processes the events of a connection one after the other. */
    private static final class RequestCounter extends AbstractProtocol.ConnectionHandler<NioChannel> {
        private final DoorbellEndpoint endpoint;

        RequestCounter(DoorbellProtocol protocol, DoorbellEndpoint endpoint) {
            super(protocol);
            this.endpoint = endpoint;
        }

        @Override
        public SocketState process(SocketWrapperBase<NioChannel> wrapper, SocketEvent event) {
            SocketChannel client = wrapper.getSocket().getIOChannel();
            if (client == null) {
                // closed by another thread meanwhile
                return super.process(wrapper, event);
            }
            endpoint.begin(client);
            SocketState state = super.process(wrapper, event);
            if (state == SocketState.OPEN || state == SocketState.CLOSED || wrapper.isClosed()) {
                endpoint.end(client);
            }
            return state;
        }

        @Override
        public void release(SocketWrapperBase<NioChannel> wrapper) {
            endpoint.end(wrapper.getSocket().getIOChannel());
            super.release(wrapper);
        }
    }
}
