package dev.doorbell.jetty;

import dev.doorbell.lifecycle.Work;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectorManager;
import org.jspecify.annotations.Nullable;

/** Accepted connections that have not sent a request yet. Each is work in progress; {@link RequestCounter} counts the requests. */
final class SilentConnections implements SelectorManager.AcceptListener {
    private final Map<Object, Work> works = new ConcurrentHashMap<>();
    private volatile @Nullable Supplier<Work> begin;

    /** Begins to count. Without a lifecycle nothing is. */
    void countBy(Supplier<Work> life) {
        begin = life;
    }

    void add(SelectableChannel client) throws IOException {
        Supplier<Work> life = begin;
        if (life == null) {
            return;
        }
        try {
            works.put(client, life.get());
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    boolean contains(EndPoint client) {
        return works.containsKey(channel(client));
    }

    /** {@return whether it was one of them} */
    boolean remove(EndPoint client) {
        return remove(channel(client));
    }

    boolean remove(Object channel) {
        Work work = works.remove(channel);
        if (work != null) {
            work.close();
        }
        return work != null;
    }

    @Override
    public void onAcceptFailed(SelectableChannel client, Throwable failure) {
        remove((Object) client);
    }

    /** Returns the channel, below TLS too. */
    private static Object channel(EndPoint client) {
        Object transport = client.getTransport();
        while (transport instanceof EndPoint below) {
            transport = below.getTransport();
        }
        return transport;
    }
}
