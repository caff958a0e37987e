package dev.doorbell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ListenerTest {
    private static final Map<String, Function<Listener, Channel>> VIEWS = new LinkedHashMap<>();

    static {
        VIEWS.put("ServerSocketChannel", Listener::serverSocketChannel);
        VIEWS.put("DatagramChannel", Listener::datagramChannel);
        VIEWS.put("SocketChannel", Listener::socketChannel);
        VIEWS.put("ReadableByteChannel", Listener::readableByteChannel);
        VIEWS.put("TimedByteChannel", Listener::byteChannel);
        VIEWS.put("FileChannel", Listener::fileChannel);
    }

    private final FakeHandle handle = new FakeHandle();

    private record Server(String name) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @EnumSource
    void only_the_view_of_the_kind_exists_and_asking_for_another_does_no_harm(Kind kind) throws IOException {
        try (Channel channel = channelOf(kind);
                Listener listener = listener(kind, new FakeHandle(channel))) {
            VIEWS.forEach((view, method) -> {
                if (!view.equals(viewOf(kind))) {
                    assertThatIllegalStateException()
                            .isThrownBy(() -> method.apply(listener))
                            .withMessage("\"web\" (" + kind + ", fd 3) has no " + view + ". Use " + methodOf(kind)
                                    + ", or ask for another kind in its spec.");
                }
            });
            Function<Listener, Channel> own = VIEWS.get(viewOf(kind));
            assertThat(own == null ? channel : own.apply(listener)).isSameAs(channel);
            assertThat(channel.isOpen()).isTrue();
        }
    }

    private static String viewOf(Kind kind) {
        return switch (kind) {
            case TCP, UNIX_STREAM, UNIX_SEQPACKET -> "ServerSocketChannel";
            case UDP, UNIX_DATAGRAM -> "DatagramChannel";
            case CONNECTION -> "SocketChannel";
            case FIFO -> "ReadableByteChannel";
            case SPECIAL, NETLINK, MESSAGE_QUEUE -> "TimedByteChannel";
            case FILE -> "FileChannel";
            case OTHER -> "no view";
        };
    }

    private static String methodOf(Kind kind) {
        String view = viewOf(kind);
        return switch (view) {
            case "TimedByteChannel" -> "byteChannel()";
            case "no view" -> "detachFd()";
            default -> view.substring(0, 1).toLowerCase(Locale.ROOT) + view.substring(1) + "()";
        };
    }

    @ParameterizedTest
    @EnumSource
    void only_tcp_has_a_server_socket_and_asking_for_it_does_no_harm(Kind kind) throws IOException {
        try (Channel channel = channelOf(kind);
                Listener listener = listener(kind, new FakeHandle(channel))) {
            if (kind == Kind.TCP) {
                assertThat(listener.serverSocket().getChannel()).isSameAs(channel);
            } else {
                assertThatIllegalStateException()
                        .isThrownBy(listener::serverSocket)
                        .withMessage("\"web\" (" + kind + ", fd 3) has no ServerSocket. Use " + methodOf(kind)
                                + ", or ask for another kind in its spec.");
            }
            assertThat(channel.isOpen()).isTrue();
        }
    }

    private static Channel channelOf(Kind kind) throws IOException {
        return switch (kind) {
            case TCP, UNIX_STREAM, UNIX_SEQPACKET -> ServerSocketChannel.open();
            case UDP, UNIX_DATAGRAM -> DatagramChannel.open();
            case CONNECTION -> SocketChannel.open();
            case FIFO -> {
                Pipe pipe = Pipe.open();
                pipe.sink().close();
                yield pipe.source();
            }
            case FILE -> FileChannel.open(Path.of(System.getProperty("java.home"), "release"));
            case SPECIAL, NETLINK, MESSAGE_QUEUE, OTHER -> new FakeChannel();
        };
    }

    @Test
    void the_channel_is_made_when_it_is_first_asked_for_and_once() {
        Listener listener = listener(Kind.SPECIAL, handle);
        assertThat(handle.calls).isEmpty();
        assertThat(listener.byteChannel()).isSameAs(listener.byteChannel());
        assertThat(handle.calls).containsExactly("open", "commit");
    }

    @Test
    void a_wrong_view_does_not_make_the_channel() {
        Listener listener = listener(Kind.SPECIAL, handle);
        assertThatIllegalStateException().isThrownBy(listener::datagramChannel);
        assertThat(handle.calls).isEmpty();
    }

    @Test
    void a_channel_that_cannot_be_made_is_asked_for_again_the_next_time() {
        Listener listener = listener(Kind.SPECIAL, handle.failing("open", new IOException("EMFILE")));
        assertThatIllegalStateException()
                .isThrownBy(listener::byteChannel)
                .withMessage("\"web\" (SPECIAL, fd 3) cannot be used: EMFILE")
                .withCauseInstanceOf(IOException.class);
        handle.failing("", new IOException());
        assertThat(listener.byteChannel().isOpen()).isTrue();
    }

    @Test
    void a_channel_that_cannot_be_committed_is_not_handed_out_the_next_time_either() {
        Listener listener = listener(Kind.SPECIAL, handle.failing("commit", new IOException("EIO")));
        assertThatIllegalStateException()
                .isThrownBy(listener::byteChannel)
                .withMessage("\"web\" (SPECIAL, fd 3) cannot be used: EIO");
        assertThatIllegalStateException()
                .isThrownBy(listener::byteChannel)
                .withMessage("\"web\" (SPECIAL, fd 3) cannot be used: the first attempt failed: EIO");
        assertThat(handle.calls).containsExactly("open", "commit");
    }

    @Test
    void an_unchecked_failure_of_a_commit_is_kept_too() {
        UnsupportedOperationException failure = new UnsupportedOperationException("no fcntl");
        Listener listener = listener(Kind.SPECIAL, handle.failing("commit", failure));
        assertThatThrownBy(listener::byteChannel).isSameAs(failure);
        assertThatIllegalStateException()
                .isThrownBy(listener::byteChannel)
                .withMessage("\"web\" (SPECIAL, fd 3) cannot be used: the first attempt failed: no fcntl");
        assertThat(handle.calls).containsExactly("open", "commit");
    }

    @Test
    void an_unchecked_failure_to_accept_is_one_of_that_connection_alone() throws IOException {
        try (ServerSocketChannel channel = ServerSocketChannel.open();
                Listener listener = listener(Kind.TCP, new FakeHandle(channel))) {
            // the JDK's own, as the channel is not bound; InvalidPathException is the one that a client can cause
            assertThatThrownBy(listener::accept)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot accept a connection on \"web\" (TCP, fd 3): ")
                    .hasCauseInstanceOf(NotYetBoundException.class);
            assertThat(listener.serverSocketChannel().isOpen()).isTrue();
        }
    }

    @Test
    void closing_twice_closes_once() throws IOException {
        Listener listener = listener(Kind.SPECIAL, handle);
        listener.close();
        listener.close();
        assertThat(handle.calls).containsExactly("close");
    }

    @Test
    void closing_that_failed_is_not_repeated() throws IOException {
        IOException failure = new IOException("EIO");
        Listener listener = listener(Kind.SPECIAL, handle.failing("close", failure));
        assertThatThrownBy(listener::close).isSameAs(failure);
        listener.close();
        assertThat(handle.calls).containsExactly("close");
    }

    @Test
    void a_closed_listener_has_no_view_and_no_descriptor() throws IOException {
        Listener listener = listener(Kind.SPECIAL, handle);
        listener.close();
        assertThatIllegalStateException()
                .isThrownBy(listener::byteChannel)
                .withMessage("\"web\" (SPECIAL, fd 3) was closed and cannot be used any more.");
        assertThatIllegalStateException().isThrownBy(listener::detachFd).withMessageContaining("was closed");
        assertThat(handle.calls).containsExactly("close");
    }

    @Test
    void a_detached_listener_has_no_view_and_closing_it_does_nothing() throws IOException {
        Listener listener = listener(Kind.SPECIAL, handle);
        assertThat(listener.detachFd()).isEqualTo(FakeHandle.DESCRIPTOR);
        assertThatIllegalStateException()
                .isThrownBy(listener::byteChannel)
                .withMessage("\"web\" (SPECIAL, fd 3) was detached and cannot be used any more.");
        assertThatIllegalStateException().isThrownBy(listener::detachFd).withMessageContaining("was detached");
        listener.close();
        listener.release();
        assertThat(handle.calls).containsExactly("detach");
    }

    @Test
    void a_descriptor_that_cannot_be_detached_leaves_the_listener_usable() throws IOException {
        UnsupportedOperationException failure = new UnsupportedOperationException("no descriptor on Windows");
        Listener listener = listener(Kind.SPECIAL, handle.failing("detach", failure));
        assertThatThrownBy(listener::detachFd).isSameAs(failure);
        assertThat(listener.byteChannel().isOpen()).isTrue();
        listener.close();
        assertThat(handle.calls).containsExactly("detach", "open", "commit", "close");
    }

    @Test
    void a_released_listener_is_neither_usable_nor_closed() throws IOException {
        Listener listener = listener(Kind.SPECIAL, handle);
        listener.release();
        listener.close();
        assertThatIllegalStateException().isThrownBy(listener::byteChannel).withMessageContaining("was released");
        assertThat(handle.calls).containsExactly("release");
    }

    @Test
    void two_servers_cannot_reserve_it_and_the_first_keeps_it() throws IOException {
        try (Listener listener = listener(Kind.TCP, handle)) {
            Object jetty = new Server("Jetty");
            listener.reserve(jetty);
            listener.reserve(jetty);
            assertThatIllegalStateException()
                    .isThrownBy(() -> listener.reserve("Tomcat"))
                    .withMessage("cannot serve \"web\" (TCP, fd 3) by Tomcat: it is served by Jetty."
                            + " Give each server a listener of its own.");
            listener.unreserve("Tomcat");
            assertThatIllegalStateException().isThrownBy(() -> listener.reserve("Tomcat"));
            assertThatIllegalStateException()
                    .as("an equal server is another one")
                    .isThrownBy(() -> listener.reserve(new Server("Jetty")));
        }
    }

    @Test
    void a_server_that_has_ended_its_reservation_makes_room_for_another() throws IOException {
        try (Listener listener = listener(Kind.TCP, handle)) {
            listener.reserve("Jetty");
            listener.unreserve("Jetty");
            listener.reserve("Tomcat");
        }
    }

    /** Checks a server that is made after the shutdown has begun. */
    @Test
    void a_closed_listener_can_be_reserved() throws IOException {
        Listener listener = listener(Kind.TCP, handle);
        listener.close();
        listener.reserve("Jetty");
    }

    @Test
    void it_is_written_with_its_address_and_its_descriptor_where_it_has_them() {
        Address address = Address.Ip.of("::", 80);
        Origin inherited = Origin.inherited("systemd", 3);
        assertThat(TestListeners.listener("web", Kind.TCP, address, inherited, handle))
                .hasToString("\"web\" (TCP [::]:80, fd 3)");
        assertThat(TestListeners.listener("web", Kind.TCP, address, Origin.bound("fallback"), handle))
                .hasToString("\"web\" (TCP [::]:80)");
        assertThat(TestListeners.listener("", Kind.CONNECTION, null, inherited, handle))
                .hasToString("\"\" (CONNECTION, fd 3)");
        assertThat(TestListeners.listener("web", Kind.OTHER, null, Origin.bound("own"), handle))
                .hasToString("\"web\" (OTHER)");
    }

    @Test
    void it_tells_what_it_was_made_of() {
        Address address = new Address.Abstract("x");
        Listener listener =
                TestListeners.listener("web", Kind.UNIX_STREAM, address, Origin.inherited("systemd", 4), handle);
        assertThat(listener.name()).isEqualTo("web");
        assertThat(listener.kind()).isEqualTo(Kind.UNIX_STREAM);
        assertThat(listener.address()).contains(address);
        assertThat(listener.origin().provider()).isEqualTo("systemd");
        assertThat(listener.origin().descriptor()).hasValue(4);
        assertThat(listener(Kind.OTHER, handle).address()).isEmpty();
    }

    private static Listener listener(Kind kind, FakeHandle handle) {
        return TestListeners.listener("web", kind, null, Origin.inherited("systemd", 3), handle);
    }
}
