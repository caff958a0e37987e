package dev.doorbell.jetty;

import dev.doorbell.lifecycle.Work;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Counts each request as work in progress until the last byte of its answer is written. A connection that is kept alive
 * between two requests is not work: its client must expect it to be closed, and connects again.
 */
final class RequestCounter extends Handler.Wrapper {
    private final Supplier<Work> begin;

    RequestCounter(Supplier<Work> begin) {
        this.begin = begin;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Work work = begin.get();
        Request.addCompletionListener(request, failure -> work.close());
        ConnectionMetaData connection = request.getConnectionMetaData();
        if (connection.getConnector() instanceof DoorbellConnector connector) {
            connector.requested(connection.getConnection().getEndPoint());
            // HTTP/2 has a frame for it, which Jetty sends when the server stops
            if (connector.isPaused() && connection.getHttpVersion() == HttpVersion.HTTP_1_1) {
                response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
            }
        }
        return super.handle(request, response, callback);
    }
}
