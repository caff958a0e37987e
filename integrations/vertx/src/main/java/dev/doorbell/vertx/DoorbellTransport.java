package dev.doorbell.vertx;

import dev.doorbell.netty.NettyIntake;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.vertx.core.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The NIO transport of Vert.x with server channels from a {@link NettyIntake}. The servers of the Vert.x instance take the
 * listeners in the order in which they listen, whatever their own address is.
 *
 * <pre>{@code
 * Vertx vertx = Vertx.builder()
 *         .withTransport(new DoorbellTransport(netty.servers(life, listeners.all("http"))))
 *         .build();
 * }</pre>
 */
public final class DoorbellTransport implements Transport {
    private final io.vertx.core.spi.transport.Transport implementation;

    /**
     * Creates a transport.
     *
     * @param servers opens the channel of each server: {@link NettyIntake#servers}
     */
    public DoorbellTransport(ChannelFactory<? extends ServerChannel> servers) {
        implementation = new ServersOfNio(NIO.implementation(), servers);
    }

    @Override
    public String name() {
        return NIO.name();
    }

    @Override
    public boolean available() {
        return true;
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
        return null;
    }

    @Override
    public io.vertx.core.spi.transport.Transport implementation() {
        return implementation;
    }
}
