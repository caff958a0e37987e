package dev.doorbell.e2e.servers;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/**
 * Requests one after the other on a connection that is kept alive (RFC 9112, 9.3), as a browser or a proxy has it. A server
 * may close it between two requests. A client that sends the next one meanwhile reads the end before the first byte of an
 * answer, and asks again on a new connection.
 */
public final class KeptAlive implements Exchange {
    private static final long BETWEEN_NANOS = 1_000_000;

    private final String path;
    private volatile boolean ends;

    /**
     * Describes the requests.
     *
     * @param path the path of a GET that wants the status 200
     */
    public KeptAlive(String path) {
        this.path = path;
    }

    @Override
    public void with(SocketChannel connection) throws IOException {
        try (DefaultBHttpClientConnection http = new DefaultBHttpClientConnection(null)) {
            http.bind(connection.socket());
            boolean open = asks(http);
            while (open && !ends) {
                LockSupport.parkNanos(BETWEEN_NANOS);
                open = asksAgain(http);
            }
        }
    }

    @Override
    public void end() {
        ends = true;
    }

    /** Asks on a connection that the server may close. {@return whether it stays open} */
    private boolean asksAgain(DefaultBHttpClientConnection http) throws IOException {
        long received = http.getEndpointDetails().getReceivedBytesCount();
        try {
            return asks(http);
        } catch (IOException e) {
            if (http.getEndpointDetails().getReceivedBytesCount() > received) {
                throw e;
            }
            return false;
        }
    }

    private boolean asks(DefaultBHttpClientConnection http) throws IOException {
        ClassicHttpRequest request =
                ClassicRequestBuilder.get(path).setHeader("Host", "localhost").build();
        HttpCoreContext context = HttpCoreContext.create();
        try (ClassicHttpResponse answer = new HttpRequestExecutor().execute(request, http, context)) {
            EntityUtils.consume(answer.getEntity());
            if (answer.getCode() != 200) {
                throw new IOException("expected the status 200, got " + answer.getCode());
            }
            return DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, answer, context);
        } catch (HttpException e) {
            throw new IOException("not an answer of HTTP: " + e.getMessage(), e);
        }
    }
}
