package dev.doorbell.examples.http;

import dev.doorbell.lifecycle.Work;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Counts each request as work in progress until the last byte of its answer is written. A connection that is kept alive
 * between two requests is not work: its client must expect it to be closed, and connects again.
 */
final class Traffic extends Handler.Wrapper {
    private final Supplier<Work> life;

    Traffic(Handler served, Supplier<Work> life) {
        super(served);
        this.life = life;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Work work = life.get();
        PausableConnector connector =
                (PausableConnector) request.getConnectionMetaData().getConnector();
        connector.requested(request.getConnectionMetaData().getConnection().getEndPoint());
        Request.addCompletionListener(request, failure -> work.close());
        if (connector.isPaused()) {
            response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        }
        return super.handle(request, response, callback);
    }
}
