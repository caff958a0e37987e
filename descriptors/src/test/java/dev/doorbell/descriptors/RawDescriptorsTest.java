package dev.doorbell.descriptors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.adoption.DescriptorClaim;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.InheritedHandle;
import dev.doorbell.descriptors.adoption.SpawnedJava;
import dev.doorbell.descriptors.files.DescriptorPath;
import dev.doorbell.descriptors.jdk.DescriptorOwner;
import dev.doorbell.descriptors.jdk.JdkAccess;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.jdk.SunNioCh;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rights of code that has Doorbell on its class path: it may use its own descriptors only. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks at /proc/self/fd")
class RawDescriptorsTest {
    @Test
    void a_number_that_was_not_given_cannot_be_closed() throws Exception {
        try (ServerSocketChannel channel = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0))) {
            int number = SunNioCh.numberOf(channel);
            // an earlier test may have been given the same number, and have closed it without RawDescriptors
            System.clearProperty("doorbell.given.fd." + number);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RawDescriptors.close(number))
                    .withMessageStartingWith("cannot close fd " + number + ": expected a number that detachFd()");
            assertThat(DescriptorFacts.of(number).open()).isTrue();
        }
    }

    @Test
    void a_number_is_closed_once() throws Exception {
        try (ServerSocketChannel channel = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0))) {
            int number = RawDescriptors.duplicate(channel);
            RawDescriptors.close(number);
            assertThat(RawSocket.isClosed(number)).isTrue();
            // another file may have it now
            assertThatIllegalArgumentException().isThrownBy(() -> RawDescriptors.close(number));
        }
    }

    @Test
    void a_detached_number_can_be_closed_whether_it_has_become_a_channel_or_not() throws Exception {
        for (boolean opened : new boolean[] {false, true}) {
            InheritedHandle handle = new InheritedHandle(
                    DescriptorFacts.of(RawSocket.tcp("127.0.0.1")),
                    new DescriptorClaim(new Properties(), "fd", "a descriptor"));
            if (opened) {
                handle.open();
                handle.commit();
            }
            int number = handle.detach();
            RawDescriptors.close(number);
            assertThat(RawSocket.isClosed(number)).isTrue();
        }
    }

    /** The JDK's classes of it are subclasses of those that have the descriptor. */
    @ParameterizedTest
    @ValueSource(strings = {"listener", "connection", "datagrams"})
    void the_inherited_channel_is_one_of_the_jdk(String kind) throws Exception {
        assertThat(SpawnedJava.withoutJna().run(Inherited.class, kind)).isEqualToIgnoringNewLines("the same socket");
    }

    /** Copies {@code System.inheritedChannel()}, which replaces the standard streams. */
    static final class Inherited {
        private Inherited() {}

        public static void main(String[] arguments) throws Exception {
            int output = SunNioCh.dup(1);
            ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
            Channel passed = switch (arguments[0]) {
                case "listener" -> listener;
                case "connection" -> SocketChannel.open(listener.getLocalAddress());
                default -> DatagramChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
            };
            SunNioCh.dup2(SunNioCh.numberOf(passed), 0);
            String told;
            try {
                int copy = RawDescriptors.duplicate(System.inheritedChannel());
                told = Files.isSameFile(DescriptorPath.of(copy), DescriptorPath.of(SunNioCh.numberOf(passed)))
                        ? "the same socket"
                        : "another file";
            } catch (RuntimeException refused) {
                told = refused.toString();
            }
            SunNioCh.dup2(output, 1);
            System.out.println(told);
        }
    }

    @Test
    void a_channel_that_is_not_the_jdks_is_refused_as_such() {
        NetworkChannel foreign = (NetworkChannel) Proxy.newProxyInstance(
                RawDescriptorsTest.class.getClassLoader(),
                new Class<?>[] {NetworkChannel.class},
                (proxy, method, arguments) -> "a channel of another library");
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> RawDescriptors.ipv6Only(foreign), () -> SunNioCh.descriptorOf(foreign))) {
            assertThatThrownBy(call)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining(" is not a channel of the JDK. Use the channel that it wraps.");
        }
    }

    @Test
    void a_channel_that_is_closed_meanwhile_is_not_copied() throws Exception {
        int number = RawSocket.tcp("127.0.0.1");
        long before = RawSocket.openDescriptors();
        assertThatThrownBy(() -> RawDescriptors.duplicate(new ClosedMeanwhile(number)))
                .isInstanceOf(ClosedChannelException.class);
        assertThat(RawSocket.openDescriptors()).isEqualTo(before);
        SunNioCh.close0(number);
    }

    /** A channel whose number is another file's when it is copied. */
    private static final class ClosedMeanwhile implements Channel, DescriptorOwner {
        private final int number;
        private boolean open = true;

        ClosedMeanwhile(int number) {
            this.number = number;
        }

        @Override
        public int number() {
            open = false;
            return number;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }

    @Test
    void the_lookup_that_may_do_everything_is_not_kept() throws Exception {
        JdkAccess.get();
        for (Class<?> type : new Class<?>[] {JdkAccess.class, SunNioCh.class}) {
            assertThat(Stream.of(type.getDeclaredFields()))
                    .as("fields of " + type)
                    .noneMatch(field -> field.getType() == MethodHandles.Lookup.class);
        }
    }
}
