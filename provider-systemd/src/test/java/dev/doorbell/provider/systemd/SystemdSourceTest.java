package dev.doorbell.provider.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.example.Plugin;
import dev.doorbell.Listener;
import dev.doorbell.Origin;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.provider.systemd.variables.ListenVariables;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.ActivationException;
import dev.doorbell.spi.Claims;
import dev.doorbell.spi.ListenerHandle;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real descriptors, in a ledger of their own. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self")
@Timeout(30)
class SystemdSourceTest {
    private static final ListenerSpec WEB = ListenerSpec.named("web");
    private static final ListenerSpec ADMIN = ListenerSpec.named("admin");
    private static final int O_NONBLOCK = 04000;

    private final Numbers numbers = new Numbers();
    private final Properties ledger = new Properties();

    @AfterEach
    void closeWhatIsLeft() throws Exception {
        numbers.closeAll();
    }

    @Test
    void a_passed_socket_becomes_a_listener_that_accepts() throws Exception {
        int number = numbers.pass(listening());
        try (Listener web = only(claim("web", WEB), WEB)) {
            assertThat(web.name()).isEqualTo("web");
            assertThat(web.kind()).isEqualTo(Kind.TCP);
            assertThat(web.origin()).isEqualTo(Origin.inherited("systemd", number));
            assertAccepts(web);
        }
    }

    @Test
    void a_handle_keeps_the_name_that_systemd_gave_it() throws Exception {
        numbers.pass(listening());
        try (Listener web = only(claim("web.socket", WEB), WEB)) {
            assertThat(web.name()).isEqualTo("web.socket");
        }
    }

    @Test
    void an_ipv6_socket_at_an_ipv4_mapped_address_is_found_and_serves_ipv4_clients() throws Exception {
        ServerSocketChannel mapped = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
        int port = ((InetSocketAddress) mapped.getLocalAddress()).getPort();
        int number = numbers.pass(mapped);
        assumeTrue(
                DescriptorFacts.of(number).socket().orElseThrow().family() == CNumber.AF_INET6,
                "the JDK opens IPv6 sockets where the machine has IPv6");
        ListenerSpec spec = ListenerSpec.parse("web=tcp6://[::ffff:127.0.0.1]:" + port);
        try (Listener web = only(claim("other", spec), spec)) {
            assertAccepts(web);
        }
    }

    @Test
    void a_number_that_is_not_open_is_an_error_that_names_it() throws Exception {
        numbers.pass(listening());
        int closed = numbers.pass(listening());
        Numbers.close(closed);
        assertThatThrownBy(() -> claim("web:admin", WEB))
                .isInstanceOf(ActivationException.class)
                .hasMessageContaining("LISTEN_FDS is 2, so fd " + numbers.first() + " to fd " + closed)
                .hasMessageContaining("fd " + closed + " is not open (EBADF)");
        assertThat(ledger).isEmpty();
    }

    @Test
    void two_thousand_million_descriptors_end_at_the_first_that_is_not_open() throws Exception {
        int passed = numbers.pass(listening());
        SystemdSource source = source("LISTEN_FDS=2000000000");
        assertThatThrownBy(() -> source.claim(List.of(WEB)))
                .isInstanceOf(ActivationException.class)
                .hasMessageContaining("fd " + (passed + 1) + " is not open (EBADF)");
    }

    @Test
    void a_file_of_the_jdk_under_the_number_was_not_passed() throws Exception {
        Path modules = Path.of(System.getProperty("java.home"), "lib", "modules");
        numbers.pass(Numbers.of(modules));
        assertThatThrownBy(() -> claim("web", WEB))
                .isInstanceOf(ActivationException.class)
                .hasMessageContaining("fd " + numbers.first() + " is " + modules + ", which the JVM opened itself");
    }

    @Test
    void a_file_of_somebody_else_was_passed_and_is_handed_out(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("passed"));
        try (FileChannel open = FileChannel.open(file)) {
            assertThat(open.isOpen()).isTrue();
            int number = numbers.pass(Numbers.of(file));
            Listener listener = only(claim("web", WEB), WEB);
            assertThat(listener.kind()).isEqualTo(Kind.FILE);
            assertThat(listener.detachFd()).isEqualTo(number);
        }
    }

    @Test
    void a_second_claim_by_name_says_where_the_first_was_made() throws Exception {
        numbers.pass(listening());
        Listener first = Plugin.call(() -> only(claim("web", WEB), WEB));
        assertThatThrownBy(() -> claim("web", WEB))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"web\" (fd " + numbers.first() + ")")
                .hasMessageContaining("taken already in this process, at com.example.Plugin.call(Plugin.java:");
        assertAccepts(first);
        first.close();
    }

    @Test
    void what_is_taken_is_unclaimed_to_nobody_else() throws Exception {
        numbers.pass(listening());
        int admin = numbers.pass(listening());
        try (Listener web = only(claim("web:admin", WEB), WEB)) {
            assertThat(web.kind()).isEqualTo(Kind.TCP);
            assertThat(claim("web:admin").unclaimed())
                    .singleElement()
                    .satisfies(left -> assertThat(left.descriptor()).hasValue(admin));
        }
    }

    @Test
    void a_claim_that_fails_gives_back_what_it_took() throws Exception {
        numbers.pass(listening());
        numbers.pass(listening());
        try (Listener web = only(claim("web:admin", WEB), WEB)) {
            assertThat(web.kind()).isEqualTo(Kind.TCP);
            assertThatThrownBy(() -> claim("web:admin", ADMIN, WEB)).isInstanceOf(IllegalStateException.class);
            only(claim("web:admin", ADMIN), ADMIN).close();
        }
    }

    @Test
    void another_kind_under_the_name_leaves_everything_as_it_was() throws Exception {
        int number = numbers.pass(nonBlocking());
        int flags = Numbers.flags(number);
        ListenerSpec udp = ListenerSpec.parse("web=udp://127.0.0.1:53");
        assertThatThrownBy(() -> claim("web", udp))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected a listener of kind UDP")
                .hasMessageContaining("fd " + number);
        assertThat(ledger).isEmpty();
        assertThat(Numbers.flags(number)).isEqualTo(flags);
    }

    @Test
    void a_socket_that_does_not_listen_leaves_everything_as_it_was() throws Exception {
        int number = numbers.pass(
                SocketChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress("127.0.0.1", 0)));
        ListenerSpec tcp = ListenerSpec.parse("web=tcp://127.0.0.1:53");
        assertThatThrownBy(() -> claim("web", tcp))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("(an IPv4 stream socket at 127.0.0.1:")
                .hasMessageContaining("fd " + number + "), which does not listen");
        assertThat(Numbers.isOpen(number)).isTrue();
        assertThat(ledger).isEmpty();
    }

    @Test
    void what_is_ambiguous_is_told_with_the_claims_and_nothing_of_it_is_taken() throws Exception {
        numbers.pass(listening());
        numbers.pass(listening());
        Claims claims = claim("unknown:unknown", ListenerSpec.parse("web=tcp://127.0.0.1:1"));
        assertThat(claims.ambiguity().orElseThrow()).contains("fd " + numbers.first(), "the spec web=");
        assertThat(claims.unclaimed()).hasSize(2);
        assertThat(ledger).isEmpty();
    }

    @Test
    void what_was_released_can_be_claimed_again() throws Exception {
        numbers.pass(listening());
        Listener first = only(claim("web", WEB), WEB);
        release(first);
        try (Listener second = only(claim("web", WEB), WEB)) {
            assertAccepts(second);
        }
    }

    @Test
    void what_was_closed_cannot_since_its_number_may_be_another_file_by_now() throws Exception {
        int number = numbers.pass(listening());
        only(claim("web", WEB), WEB).close();
        assertThat(Numbers.isOpen(number)).isFalse();
        assertThatThrownBy(() -> claim("web", WEB))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("taken already");
        assertThat(claim("web").unclaimed()).isEmpty();
    }

    @Test
    void what_was_detached_cannot_either() throws Exception {
        int number = numbers.pass(listening());
        assertThat(only(claim("web", WEB), WEB).detachFd()).isEqualTo(number);
        assertThat(Numbers.isOpen(number)).isTrue();
        assertThatThrownBy(() -> claim("web", WEB)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_nobody_asked_for_is_listed_and_left_as_it_was() throws Exception {
        int number = numbers.pass(nonBlocking());
        int flags = Numbers.flags(number);
        Claims claims = claim("web", ADMIN);
        assertThat(claims.found()).isEmpty();
        assertThat(claims.unclaimed()).singleElement().satisfies(left -> {
            assertThat(left.name()).isEqualTo("web");
            assertThat(left.kind()).isEqualTo(Kind.TCP);
        });
        assertThat(Numbers.flags(number)).isEqualTo(flags);
        assertThat(ledger).isEmpty();
    }

    @Test
    void the_connection_to_the_notify_socket_is_not_a_listener_and_another_socket_of_its_name_is(
            @TempDir Path directory) throws Exception {
        numbers.pass(listening());
        try (ConnectedNotify notify = new ConnectedNotify(directory.resolve("notify"))) {
            numbers.pass(notify.descriptor());
            try (Listener web = only(claim("web:doorbell-notify", WEB), WEB)) {
                assertThat(web.kind()).isEqualTo(Kind.TCP);
            }
            assertThat(claim("web:doorbell-notify").unclaimed()).isEmpty();
            assertThat(source("LISTEN_FDS=2", "LISTEN_FDNAMES=web:doorbell-notify")
                            .take("doorbell-notify"))
                    .isEmpty();
        }
        numbers.pass(listening());
        assertThat(claim("web:doorbell-notify:doorbell-notify").unclaimed())
                .singleElement()
                .satisfies(left -> assertThat(left.kind()).isEqualTo(Kind.TCP));
    }

    @Test
    void what_nobody_asked_for_can_be_used_later() throws Exception {
        int number = numbers.pass(nonBlocking());
        try (Listener left = listener(claim("web").unclaimed().get(0))) {
            assertAccepts(left);
            assertThat(Numbers.flags(number) & O_NONBLOCK).isZero();
            assertThatThrownBy(() -> claim("web", WEB)).hasMessageContaining("taken already");
        }
    }

    @Test
    void what_was_stored_is_taken_by_its_name_once_and_is_unclaimed_to_nobody() throws Exception {
        int first = numbers.pass(listening());
        int second = numbers.pass(listening());
        numbers.pass(listening());
        SystemdSource source = source("LISTEN_FDS=3", "LISTEN_FDNAMES=kept:kept:web");
        List<ListenerHandle> kept = source.take("kept");
        assertThat(kept)
                .extracting(ListenerHandle::descriptor)
                .containsExactly(OptionalInt.of(first), OptionalInt.of(second));
        assertThat(kept).extracting(ListenerHandle::name).containsOnly("kept");
        assertThat(source.take("kept")).isEmpty();
        assertThat(source.take("nothing")).isEmpty();
        assertThat(source.claim(List.of()).unclaimed())
                .extracting(ListenerHandle::name)
                .containsExactly("web");
        for (ListenerHandle handle : kept) {
            Listener listener = listener(handle);
            assertAccepts(listener);
            listener.close();
        }
        assertThat(source.take("kept"))
                .as("its number may be another file by now")
                .isEmpty();
    }

    @Test
    void a_stored_connection_whose_client_has_reset_is_a_connection_still() throws Exception {
        try (ServerSocketChannel server = listening();
                SocketChannel client = SocketChannel.open(server.getLocalAddress())) {
            int number = numbers.pass(server.accept());
            reset(client);
            List<ListenerHandle> kept =
                    source("LISTEN_FDS=1", "LISTEN_FDNAMES=kept").take("kept");
            assertThat(kept).singleElement().satisfies(handle -> {
                Listener listener = listener(handle);
                assertThat(listener.kind()).isEqualTo(Kind.CONNECTION);
                assertThat(listener.origin()).isEqualTo(Origin.inherited("systemd", number));
                assertThat(endOf(listener.socketChannel())).isTrue();
                listener.close();
            });
        }
    }

    private static void reset(SocketChannel client) throws IOException {
        client.setOption(StandardSocketOptions.SO_LINGER, 0);
        client.close();
    }

    private static boolean endOf(SocketChannel channel) {
        try {
            return channel.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void what_a_spec_has_claimed_is_not_taken_and_what_is_not_open_gives_the_others_back() throws Exception {
        numbers.pass(listening());
        int closed = numbers.pass(listening());
        Numbers.close(closed);
        SystemdSource source = source("LISTEN_FDS=2", "LISTEN_FDNAMES=web:web");
        assertThatThrownBy(() -> source.take("web")).isInstanceOf(ActivationException.class);
        assertThat(ledger).isEmpty();
        SystemdSource whole = source("LISTEN_FDS=1", "LISTEN_FDNAMES=web");
        try (Listener web = only(whole.claim(List.of(WEB)), WEB)) {
            assertThat(web.kind()).isEqualTo(Kind.TCP);
            assertThat(whole.take("web")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_another_component_takes_while_the_kernel_is_asked_is_taken(boolean byName) throws Exception {
        int number = numbers.pass(listening());
        SystemdSource source = new SystemdSource(
                ListenVariables.read(
                        Processes.with("LISTEN_PID=42", "LISTEN_FDS=1", "LISTEN_FDNAMES=admin"), OptionalLong.empty()),
                new TakenMeanwhile(number),
                number);
        if (byName) {
            assertThat(source.take("admin")).isEmpty();
        } else {
            Claims claims = source.claim(List.of(WEB));
            assertThat(claims.found()).isEmpty();
            assertThat(claims.unclaimed()).isEmpty();
        }
    }

    @Test
    void what_another_component_gives_back_between_the_look_and_the_claim_is_left_free() throws Exception {
        numbers.pass(listening());
        numbers.pass(listening());
        Properties givenBack = new Properties() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getProperty(String key) {
                boolean isLast = key.endsWith("fd." + (numbers.first() + 1));
                return isLast ? "com.example.Other.start(Other.java:7)" : super.getProperty(key);
            }
        };
        ListenVariables both = ListenVariables.read(
                Processes.with("LISTEN_PID=42", "LISTEN_FDS=2", "LISTEN_FDNAMES=web:admin"), OptionalLong.empty());
        SystemdSource source = new SystemdSource(both, givenBack, numbers.first());
        assertThatThrownBy(() -> source.claim(List.of(WEB, ADMIN)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"admin\" (fd " + (numbers.first() + 1) + ") was in use by another component");
        assertThat(givenBack).as("the claims of this call").isEmpty();
    }

    /** Another component takes a descriptor right after this one has found it free, and moves it elsewhere. */
    private static final class TakenMeanwhile extends Properties {
        private static final long serialVersionUID = 1L;
        private final int number;

        TakenMeanwhile(int number) {
            this.number = number;
        }

        @Override
        public String getProperty(String key) {
            String holder = super.getProperty(key);
            if (holder == null && key.endsWith("fd." + number)) {
                setProperty(key, "com.example.Other.start(Other.java:7)");
                try {
                    Numbers.close(number);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
            return holder;
        }
    }

    private Claims claim(String names, ListenerSpec... specs) throws IOException {
        return source("LISTEN_FDS=" + numbers.count(), "LISTEN_FDNAMES=" + names)
                .claim(List.of(specs));
    }

    private SystemdSource source(String... variables) throws IOException {
        String[] all = List.of(variables).toArray(new String[variables.length + 1]);
        all[variables.length] = "LISTEN_PID=42";
        ListenVariables announced = ListenVariables.read(Processes.with(all), OptionalLong.empty());
        return new SystemdSource(announced, ledger, numbers.first());
    }

    private static Listener only(Claims claims, ListenerSpec spec) {
        List<ListenerHandle> found = claims.found().get(spec);
        assertThat(found).hasSize(1);
        return listener(found.get(0));
    }

    private static Listener listener(ListenerHandle handle) {
        return new Listener(handle.name(), "systemd", handle);
    }

    private static ServerSocketChannel listening() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
    }

    private static ServerSocketChannel nonBlocking() throws IOException {
        ServerSocketChannel channel = listening();
        channel.configureBlocking(false);
        return channel;
    }

    private static void assertAccepts(Listener listener) throws IOException {
        try (SocketChannel client =
                        SocketChannel.open(listener.serverSocketChannel().getLocalAddress());
                SocketChannel accepted = listener.serverSocketChannel().accept()) {
            assertThat(accepted.getRemoteAddress()).isEqualTo(client.getLocalAddress());
        }
    }

    /** As {@code Doorbell.open} does when another part of the call failed. */
    private static void release(Listener listener) throws ReflectiveOperationException {
        Method release = Listener.class.getDeclaredMethod("release");
        release.setAccessible(true);
        release.invoke(listener);
    }
}
