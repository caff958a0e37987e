package dev.doorbell.netty;

import dev.doorbell.Listener;
import dev.doorbell.lifecycle.Hook;
import dev.doorbell.lifecycle.Intake;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.lifecycle.Work;
import dev.doorbell.spec.Kind;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The channels that Netty serves listeners with. {@code bind} of such a channel ignores its address: the listener is bound.
 *
 * <pre>{@code
 * NettyIntake netty = new NettyIntake();
 * Lifecycle life = Lifecycle.of(listeners).intake(netty).start();
 * ServerBootstrap bootstrap = new ServerBootstrap()
 *         .group(group)
 *         .channelFactory(netty.servers(life, listeners.all("http")))
 *         .childHandler(handler);
 * for (Listener http : listeners.all("http")) {
 *     bootstrap.bind(0).sync();
 * }
 * }</pre>
 *
 * <p>Each accepted connection is {@link Work} until it is closed. So an idle exit comes when every connection is closed,
 * and a server closes those that its clients keep open without use: see {@link HttpKeepAlive}. At the shutdown, each
 * connection gets a {@link ServerStopping} event. The {@linkplain #onStop hooks} run a second later.
 *
 * <p>Safe for use by several threads.
 */
public final class NettyIntake implements Intake {
    /** The time in which a client that has just connected sends its request, and one with an open connection sees its end. */
    static final long LINGER_MILLIS = 1000;

    private static final String HTTP_CODEC = "io.netty.handler.codec.http.HttpServerCodec";

    private static final long RESPONDS_WITHIN_SECONDS = 10;

    private final Set<IntakeHandler> channels = ConcurrentHashMap.newKeySet();
    private final Set<Channel> connections = ConcurrentHashMap.newKeySet();
    private final List<Hook> onStop = new CopyOnWriteArrayList<>();
    private volatile @Nullable Lifecycle life;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile boolean paused;

    /** Creates the intake of channels that its factories are going to open. */
    public NettyIntake() {
        // nothing is open yet
    }

    /**
     * Returns a factory of the NIO transport for a {@code ServerBootstrap}, or for a framework that accepts one. Its first
     * channel serves the first listener, and so on. A channel and its listener have one JDK channel, and either closes it.
     *
     * @param started the lifecycle that this intake was given to
     * @param listeners listeners of the kind {@link Kind#TCP}
     * @return the factory; it throws {@link IllegalStateException} if it is asked for more channels than there are listeners,
     *     or for one whose listener is served already
     * @throws IllegalStateException if a listener is of another kind
     */
    public ChannelFactory<ServerChannel> servers(Lifecycle started, List<Listener> listeners) {
        return factory(
                started, listeners, Kind.TCP, listener -> new NioServerSocketChannel(listener.serverSocketChannel()));
    }

    /**
     * Returns a factory of the NIO transport for a {@code Bootstrap} that receives datagrams. A datagram is work while its
     * handlers run; a handler that passes it to another thread {@linkplain Lifecycle#begin() begins} work of its own.
     *
     * @param started the lifecycle that this intake was given to
     * @param listeners listeners of the kind {@link Kind#UDP}
     * @return the factory, as that of {@link #servers}
     * @throws IllegalStateException if a listener is of another kind
     */
    public ChannelFactory<DatagramChannel> datagrams(Lifecycle started, List<Listener> listeners) {
        return factory(started, listeners, Kind.UDP, listener -> new NioDatagramChannel(listener.datagramChannel()));
    }

    /**
     * Returns a factory of a native transport, such as {@code EpollServerSocketChannel::new}, or for a UNIX path {@code
     * number -> new EpollServerDomainSocketChannel(number, true)}. Its channels own the {@linkplain Listener#detachFd()
     * descriptors}: Netty closes one with its channel, at the latest when the event loops shut down. A UNIX path that
     * Doorbell bound stays.
     *
     * @param <C> the type of the channels
     * @param started the lifecycle that this intake was given to
     * @param listeners the listeners
     * @param kind the kind that such a channel serves
     * @param constructor creates a channel that is bound, from a non-blocking descriptor
     * @return the factory, as that of {@link #servers}
     * @throws IllegalStateException if a listener is of another kind
     */
    public <C extends Channel> ChannelFactory<C> channels(
            Lifecycle started, List<Listener> listeners, Kind kind, IntFunction<C> constructor) {
        return factory(started, listeners, kind, listener -> constructor.apply(descriptor(listener)));
    }

    /**
     * Adds what ends the connections that are still open a second after the shutdown has begun, such as {@code shutdown()} of
     * a framework's server. It may close channels, and need not wait for the connections: the drain does.
     *
     * @param hook runs once, one hook after the other, on a thread of their own
     */
    public void onStop(Hook hook) {
        onStop.add(hook);
    }

    @Override
    public void pause() throws IOException {
        Lifecycle started = life;
        boolean ends = started != null && started.isEnding();
        paused = true;
        try {
            inEventLoops(IntakeHandler::pause);
        } catch (IOException e) {
            if (!ends) {
                resume();
            }
            throw e;
        } finally {
            if (ends) {
                stop();
            }
        }
    }

    @Override
    public void resume() throws IOException {
        paused = false;
        inEventLoops(IntakeHandler::resume);
    }

    boolean isPaused() {
        return paused;
    }

    void opened(IntakeHandler channel) {
        channels.add(channel);
        channel.channel().closeFuture().addListener(closed -> channels.remove(channel));
    }

    void accepted(Channel connection, Work work) {
        connections.add(connection);
        connection.closeFuture().addListener(closed -> {
            connections.remove(connection);
            work.close();
        });
    }

    private void stop() {
        if (stopped.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(LINGER_MILLIS, TimeUnit.MILLISECONDS, NettyIntake::onOwnThread)
                    .execute(this::runHooks);
        }
        boolean http = hasHttp();
        for (Channel connection : connections) {
            try {
                connection.eventLoop().execute(() -> stop(connection, http));
            } catch (RejectedExecutionException | IllegalStateException e) {
                // its event loop has ended, or it has none yet
            }
        }
    }

    /** In the event loop, as a handler may change the pipeline meanwhile. */
    private static void stop(Channel connection, boolean http) {
        if (http) {
            LastHttpAnswer.addTo(connection.pipeline());
        }
        ServerStopping.tell(connection);
    }

    /** Not in {@link LastHttpAnswer}: that class cannot be linked without Netty's HTTP. */
    private static boolean hasHttp() {
        try {
            Class<?> unused = Class.forName(HTTP_CODEC, false, NettyIntake.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** A thread of the common pool may be busy, and has not the class loader of a program in a jar of Spring Boot. */
    private static void onOwnThread(Runnable task) {
        Thread thread = new Thread(task, "doorbell-netty-stop");
        thread.setDaemon(true);
        thread.start();
    }

    private void runHooks() {
        for (Hook hook : onStop) {
            try {
                hook.run();
            } catch (Exception | Error e) {
                System.getLogger(NettyIntake.class.getName())
                        .log(System.Logger.Level.WARNING, "cannot end the connections of a server", e);
            }
        }
    }

    /** An event loop executes one task at a time: afterwards no connection is accepted and not counted. */
    private void inEventLoops(Consumer<IntakeHandler> step) throws IOException {
        List<Future<?>> steps = new ArrayList<>();
        for (IntakeHandler channel : channels) {
            try {
                steps.add(channel.channel().eventLoop().submit(() -> step.accept(channel)));
            } catch (RejectedExecutionException e) {
                // the loop has ended: the channel accepts nothing any more
            }
        }
        try {
            for (Future<?> submitted : steps) {
                if (!submitted.await(RESPONDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException(
                            "An event loop of Netty has not responded for " + RESPONDS_WITHIN_SECONDS + " seconds.");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for an event loop of Netty");
        }
    }

    private <C extends Channel> ChannelFactory<C> factory(
            Lifecycle started, List<Listener> listeners, Kind kind, Function<Listener, C> opening) {
        for (Listener listener : listeners) {
            if (listener.kind() != kind) {
                throw new IllegalStateException("expected a listener of the kind " + kind + ", got " + listener
                        + ". Make the unit or the spec name such an address.");
            }
        }
        life = started;
        Queue<Listener> left = new ConcurrentLinkedQueue<>(listeners);
        return () -> {
            Listener listener = left.poll();
            if (listener == null) {
                throw new IllegalStateException(
                        "no listener is left for another channel, of " + listeners + ". Bind once for each listener.");
            }
            IntakeHandler handler = new IntakeHandler(this, started::begin);
            listener.reserve(handler);
            try {
                C channel = opening.apply(listener);
                channel.pipeline().addFirst(handler);
                return channel;
            } catch (RuntimeException | Error e) {
                listener.unreserve(handler);
                throw e;
            }
        };
    }

    private static int descriptor(Listener listener) {
        try {
            ((SelectableChannel) listener.channel()).configureBlocking(false);
            return listener.detachFd();
        } catch (IOException e) {
            throw new ChannelException("cannot detach the descriptor of " + listener + ": " + e.getMessage(), e);
        }
    }
}
