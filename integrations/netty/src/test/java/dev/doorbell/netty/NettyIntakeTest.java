package dev.doorbell.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.lifecycle.End;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.ServerChannel;
import io.netty.channel.local.LocalServerChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NettyIntakeTest {
    private TestServer served;

    @BeforeEach
    void serve() throws Exception {
        served = new TestServer(() -> List.of(new Echo()));
    }

    @AfterEach
    void end() throws Exception {
        served.close();
    }

    @Test
    void a_channel_has_the_address_of_its_listener_and_ignores_that_of_bind() throws Exception {
        assertThat(served.channel.localAddress()).isEqualTo(served.address());
        try (Socket client = served.connect()) {
            assertEchoes(client);
        }
    }

    @Test
    void a_channel_of_another_factory_on_the_same_listener_is_a_clear_error() {
        ChannelFactory<ServerChannel> second = served.intake.servers(served.life, served.listeners.all());
        assertThatIllegalStateException()
                .isThrownBy(second::newChannel)
                .withMessageContainingAll(
                        "cannot serve " + served.listeners.get("http") + " by a channel of Netty",
                        "it is served by " + served.channel);
    }

    @Test
    void a_client_that_comes_while_it_is_paused_is_served_afterwards() throws Exception {
        served.intake.pause();
        try (Socket client = served.connect()) {
            assertWaits(client);
            served.intake.resume();
            assertThat(client.getInputStream().read()).isEqualTo('x');
        }
    }

    @Test
    void an_open_connection_is_served_while_it_is_paused() throws Exception {
        try (Socket client = served.connect()) {
            assertEchoes(client);
            served.intake.pause();
            assertEchoes(client);
        }
    }

    /** Checks what Netty's acceptor does a second after a failure to accept. */
    @Test
    void auto_read_that_is_set_meanwhile_does_not_end_the_pause() throws Exception {
        served.intake.pause();
        served.channel
                .eventLoop()
                .submit(() -> served.channel.config().setAutoRead(true))
                .sync();
        try (Socket client = served.connect()) {
            assertWaits(client);
            served.intake.resume();
            assertThat(client.getInputStream().read()).isEqualTo('x');
        }
    }

    /** Checks a loop that has ended without closing its channel. */
    @Test
    void an_event_loop_that_has_ended_is_paused_already() throws Exception {
        DefaultEventLoop loop = new DefaultEventLoop();
        serveOn(loop);
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
        served.intake.pause();
        served.intake.resume();
        try (Socket client = served.connect()) {
            assertEchoes(client);
        }
    }

    @Test
    void a_pause_that_fails_at_the_shutdown_stays_and_the_connections_are_told() throws Exception {
        CountDownLatch hook = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        served.intake.onStop(hook::countDown);
        DefaultEventLoop loop = new DefaultEventLoop();
        serveOn(loop);
        loop.execute(() -> awaitUnchecked(released));
        served.life.stop();
        while (!served.life.isEnding()) {
            Thread.onSpinWait();
        }
        Thread.currentThread().interrupt();
        assertThatThrownBy(served.intake::pause).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(served.intake.isPaused()).isTrue();
        assertThat(hook.await(20, TimeUnit.SECONDS)).isTrue();
        released.countDown();
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Registers a channel of the intake with a loop that closes no channel at its end. */
    private void serveOn(DefaultEventLoop loop) throws Exception {
        try (Listeners other = Doorbell.open("other=tcp://127.0.0.1:0")) {
            ChannelFactory<Channel> channels =
                    served.intake.channels(served.life, other.all(), Kind.TCP, NettyIntakeTest::closed);
            loop.register(channels.newChannel()).sync();
        }
    }

    private static Channel closed(int number) {
        try {
            RawDescriptors.close(number);
            return new LocalServerChannel() {
                /** Does not let the loop close this at its end. */
                @Override
                protected void doRegister() {}
            };
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void pausing_twice_needs_one_resume() throws Exception {
        served.intake.pause();
        served.intake.pause();
        served.intake.resume();
        try (Socket client = served.connect()) {
            assertEchoes(client);
        }
    }

    @Test
    void pausing_loses_no_client() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        List<Future<Integer>> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            FutureTask<Integer> client = new FutureTask<>(() -> echoUntil(ended));
            new Thread(client).start();
            clients.add(client);
        }
        for (int round = 0; round < 100; round++) {
            served.intake.pause();
            try (Socket late = served.connect()) {
                late.getOutputStream().write('x');
                served.intake.resume();
                assertThat(late.getInputStream().read()).isEqualTo('x');
            }
        }
        ended.set(true);
        for (Future<Integer> client : clients) {
            assertThat(client.get()).isPositive();
        }
    }

    @Test
    void the_drain_waits_for_an_open_connection_and_the_hook_ends_it() throws Exception {
        CountDownLatch hook = new CountDownLatch(1);
        served.intake.onStop(hook::countDown);
        try (Socket client = served.connect()) {
            assertEchoes(client);
            served.life.stop();
            assertThat(hook.await(20, TimeUnit.SECONDS)).isTrue();
            assertEchoes(client);
        }
        assertThat(served.life.awaitEnd()).isEqualTo(End.STOPPED);
    }

    @Test
    void a_hook_that_fails_does_not_keep_others_from_running() throws Exception {
        CountDownLatch hook = new CountDownLatch(1);
        served.intake.onStop(() -> {
            throw new IOException("a failure of the test");
        });
        served.intake.onStop(hook::countDown);
        try (Socket client = served.connect()) {
            assertEchoes(client);
            served.life.stop();
            assertThat(hook.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_pause_fails_and_the_server_goes_on_where_an_event_loop_is_interrupted() throws Exception {
        CountDownLatch goesOn = new CountDownLatch(1);
        CompletableFuture<Void> held =
                CompletableFuture.runAsync(() -> awaitUninterruptibly(goesOn), served.channel.eventLoop());
        Thread.currentThread().interrupt();
        assertThatThrownBy(served.intake::pause).isInstanceOf(IOException.class).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        goesOn.countDown();
        held.join();
        try (Socket client = served.connect()) {
            assertEchoes(client);
        }
    }

    @Test
    void a_hook_may_block_as_it_has_a_thread_of_its_own() throws Exception {
        CompletableFuture<String> thread = new CompletableFuture<>();
        served.intake.onStop(() -> thread.complete(Thread.currentThread().getName()));
        served.life.stop();
        assertThat(thread.get(20, TimeUnit.SECONDS)).isEqualTo("doorbell-netty-stop");
    }

    @Test
    void one_channel_too_many_is_an_error() {
        ChannelFactory<ServerChannel> factory = served.intake.servers(served.life, List.of());
        assertThatIllegalStateException()
                .isThrownBy(factory::newChannel)
                .withMessage("no listener is left for another channel, of []. Bind once for each listener.");
    }

    @Test
    void a_listener_of_another_kind_is_an_error() throws Exception {
        try (Listeners udp = Doorbell.open("time=udp://127.0.0.1:0")) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> served.intake.servers(served.life, udp.all()))
                    .withMessageContaining("expected a listener of the kind TCP, got \"time\" (UDP ");
            assertThatIllegalStateException()
                    .isThrownBy(() -> served.intake.channels(
                            served.life, udp.all(), Kind.UNIX_STREAM, number -> new NioServerSocketChannel()));
            assertThat(udp.get("time").datagramChannel().isOpen()).isTrue();
        }
    }

    @Test
    void a_channel_that_is_not_bound_is_an_error() throws Exception {
        try (Listeners another = Doorbell.open("http=tcp://127.0.0.1:0")) {
            Future<Void> bound = new ServerBootstrap()
                    .group(served.channel.eventLoop())
                    .channelFactory(served.intake.channels(
                            served.life, another.all(), Kind.TCP, number -> new NioServerSocketChannel()))
                    .childHandler(new Echo())
                    .bind(0);
            assertThatThrownBy(bound::get)
                    .hasCauseInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is not bound");
        }
    }

    @Test
    void datagrams_wait_while_it_is_paused() throws Exception {
        NettyIntake intake = new NettyIntake();
        DatagramEcho echo = new DatagramEcho();
        NioEventLoopGroup group = new NioEventLoopGroup(1);
        try (Listeners udp = Doorbell.open("time=udp://127.0.0.1:0");
                Lifecycle life =
                        Lifecycle.of(udp).intake(intake).handleSignals(false).start();
                DatagramSocket client = new DatagramSocket()) {
            Channel channel = new Bootstrap()
                    .group(group)
                    .channelFactory(intake.datagrams(life, udp.all()))
                    .handler(echo)
                    .bind(0)
                    .sync()
                    .channel();
            InetSocketAddress server = ((Address.Ip) udp.get("time").address().orElseThrow()).socketAddress();
            assertThat(channel.localAddress()).isEqualTo(server);
            intake.pause();
            client.send(new DatagramPacket(new byte[] {'x'}, 1, server));
            TestServer.awaitSelections(channel);
            assertThat(echo.received).hasValue(0);
            intake.resume();
            client.setSoTimeout(TestServer.BOUND_MILLIS);
            client.receive(new DatagramPacket(new byte[1], 1));
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private int echoUntil(AtomicBoolean ended) throws IOException {
        int answered = 0;
        while (!ended.get()) {
            try (Socket client = served.connect()) {
                assertEchoes(client);
                answered++;
            }
        }
        return answered;
    }

    private static void assertEchoes(Socket client) throws IOException {
        client.getOutputStream().write('x');
        assertThat(client.getInputStream().read()).isEqualTo('x');
    }

    /** Sends a byte on a connection that waits in the backlog. */
    private void assertWaits(Socket client) throws Exception {
        client.getOutputStream().write('x');
        TestServer.awaitSelections(served.channel);
        assertThat(served.accepted).hasValue(0);
    }
}
