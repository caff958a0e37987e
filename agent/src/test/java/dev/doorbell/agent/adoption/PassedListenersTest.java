package dev.doorbell.agent.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.provider.systemd.matching.PassedDescriptor;
import dev.doorbell.spec.Address;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sockets of this process as a program's, which get one that takes the place of a passed one. */
class PassedListenersTest {
    private final Properties ledger = new Properties();
    private final List<NetworkChannel> open = new ArrayList<>();
    private ServerSocketChannel passed;
    private InetSocketAddress address;

    @BeforeEach
    void pass() throws IOException {
        passed = opened();
        passed.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 7);
        address = (InetSocketAddress) passed.getLocalAddress();
    }

    @AfterEach
    void close() throws IOException {
        for (NetworkChannel channel : open) {
            channel.close();
        }
    }

    private ServerSocketChannel opened() throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        open.add(channel);
        return channel;
    }

    private PassedListeners listeners(BoundNames names, NetworkChannel... more) throws IOException {
        List<PassedDescriptor> all = new ArrayList<>();
        all.add(described("web", passed));
        for (NetworkChannel channel : more) {
            all.add(described("more", channel));
        }
        return PassedListeners.of(all, ledger, names);
    }

    private static PassedDescriptor described(String name, NetworkChannel channel) throws IOException {
        int number = SunNioCh.numberOf(channel);
        return new PassedDescriptor(number, name, Optional.of(DescriptorFacts.of(number)));
    }

    private static BoundNames named(String name, String place) {
        return new BoundNames(Map.of(place, List.of(name)));
    }

    private DatagramChannel datagrams(InetSocketAddress at) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        open.add(channel);
        return at.getPort() == 0 ? channel : channel.bind(at);
    }

    private static BindRequest request(NetworkChannel channel, Address at) throws IOException {
        return new BindRequest(SunNioCh.numberOf(channel), channel, at) {
            @Override
            void afterAdoption() {}

            @Override
            void setFamily(ProtocolFamily family) {}

            @Override
            void make() throws IOException {
                throw new BindException("Address already in use");
            }
        };
    }

    private Address.Ip at(int port) {
        return new Address.Ip(new InetSocketAddress(address.getAddress(), port));
    }

    private Optional<InetSocketAddress> boundTo(NetworkChannel channel) throws IOException {
        InetSocketAddress local = SunNioCh.localAddress(SunNioCh.descriptorOf(channel));
        return local.getPort() == 0 ? Optional.empty() : Optional.of(local);
    }

    @Test
    void a_socket_at_the_address_is_put_under_the_programs() throws IOException {
        PassedListeners listeners = listeners(BoundNames.NONE);
        ServerSocketChannel programs = opened();
        assertThat(listeners.serve(request(programs, at(address.getPort()))).isBound())
                .isTrue();
        assertThat(boundTo(programs)).contains(address);
        assertThat(listeners.isAdopted(SunNioCh.numberOf(programs))).isTrue();
    }

    @Test
    void several_for_one_socket_are_an_error_that_names_the_directive_of_their_kind() throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(address.getAddress(), 0);
        DatagramChannel one = DatagramChannel.open().bind(anyPort);
        DatagramChannel other = DatagramChannel.open().bind(anyPort);
        open.addAll(List.of(one, other));
        PassedListeners listeners = listeners(named("more", "8125"), one, other);
        DatagramChannel programs = datagrams(anyPort);
        assertThatThrownBy(() -> listeners.serve(request(programs, at(8125))))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("2 listeners were passed for it")
                .hasMessageContaining("ListenDatagram=8125");
    }

    @Test
    void another_address_is_the_programs_own() throws IOException {
        PassedListeners listeners = listeners(BoundNames.NONE);
        ServerSocketChannel programs = opened();
        assertThat(listeners.serve(request(programs, at(address.getPort() - 1))).isBound())
                .isFalse();
        assertThat(boundTo(programs)).isEmpty();
        assertThat(listeners.isAdopted(SunNioCh.numberOf(programs))).isFalse();
    }

    @Test
    void a_name_that_the_user_maps_is_adopted_at_any_port() throws IOException {
        ServerSocketChannel programs = opened();
        assertThat(listeners(named("web", "1")).serve(request(programs, at(1))).isBound())
                .isTrue();
        assertThat(boundTo(programs)).contains(address);
    }

    @Test
    void a_name_that_was_not_passed_is_told() throws IOException {
        assertThat(listeners(named("web", "1")).unusableNames()).isEmpty();
        assertThat(listeners(named("wbe", "1")).unusableNames())
                .singleElement()
                .asString()
                .contains("\"wbe\"", "\"web\"", "FileDescriptorName=wbe");
    }

    @Test
    void a_second_socket_at_the_address_is_refused_with_the_reason() throws IOException {
        PassedListeners listeners = listeners(BoundNames.NONE);
        listeners.serve(request(opened(), at(address.getPort())));
        assertThatThrownBy(() -> listeners.serve(request(opened(), at(address.getPort()))))
                .isInstanceOf(BindException.class)
                .hasMessageStartingWith("cannot bind 127.0.0.1:" + address.getPort() + ": Address already in use; ")
                .hasMessageContaining("another socket of this program has \"web\" (TCP 127.0.0.1:" + address.getPort());
    }

    @Test
    void another_address_of_the_port_is_refused_with_the_reason() throws IOException {
        Address.Ip other = new Address.Ip(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), address.getPort()));
        PassedListeners listeners = listeners(BoundNames.NONE);
        assertThatThrownBy(() -> listeners.serve(request(opened(), other)))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("\"web\" (TCP 127.0.0.1:" + address.getPort())
                .hasMessageContaining("-Ddoorbell.agent.map=NAME=" + address.getPort());
    }

    @Test
    void a_socket_that_was_closed_gives_it_back() throws IOException {
        PassedListeners listeners = listeners(BoundNames.NONE);
        ServerSocketChannel first = opened();
        listeners.serve(request(first, at(address.getPort())));
        first.close();
        ServerSocketChannel second = opened();
        assertThat(listeners.serve(request(second, at(address.getPort()))).isBound())
                .isTrue();
        assertThat(boundTo(second)).contains(address);
    }

    @Test
    void sockets_that_share_an_address_share_the_passed_one() throws IOException {
        PassedListeners listeners = listeners(BoundNames.NONE);
        for (int i = 0; i < 3; i++) {
            ServerSocketChannel programs = opened();
            programs.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            assertThat(listeners.serve(request(programs, at(address.getPort()))).isBound())
                    .isTrue();
            assertThat(boundTo(programs)).contains(address);
        }
    }

    @Test
    void one_that_another_component_has_is_not_adopted() throws IOException {
        PassedListeners listeners = listeners(BoundNames.NONE);
        ledger.setProperty("doorbell.claimed.fd." + SunNioCh.numberOf(passed), "Main.java:1");
        ServerSocketChannel programs = opened();
        assertThat(listeners.serve(request(programs, at(address.getPort()))).isBound())
                .isFalse();
    }

    @Test
    void the_family_is_that_of_the_adopted_socket() throws IOException {
        ServerSocketChannel four = ServerSocketChannel.open(StandardProtocolFamily.INET);
        open.add(four);
        four.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        passed = four;
        address = (InetSocketAddress) four.getLocalAddress();
        Outcome outcome = listeners(BoundNames.NONE).serve(request(opened(), at(address.getPort())));
        assertThat(outcome.family()).isEqualTo(StandardProtocolFamily.INET);
    }

    @Test
    void a_name_counts_for_its_own_kind_only() throws IOException {
        DatagramChannel programs = datagrams(new InetSocketAddress(0));
        BoundNames both = new BoundNames(Map.of("1", List.of("web", "more")));
        assertThat(listeners(named("web", "1")).serve(request(programs, at(1))).isBound())
                .isFalse();
        DatagramChannel udp = datagrams(address);
        assertThat(listeners(both, udp).serve(request(programs, at(1))).isBound())
                .isTrue();
        assertThat(boundTo(programs)).contains(address);
    }

    @Test
    void a_listener_of_another_kind_at_the_port_is_not_in_the_way() throws IOException {
        DatagramChannel programs = datagrams(new InetSocketAddress(0));
        assertThat(listeners(BoundNames.NONE)
                        .serve(request(programs, at(address.getPort())))
                        .isBound())
                .isFalse();
    }

    @Test
    void one_socket_for_two_listeners_is_refused_since_the_clients_of_one_would_wait() throws IOException {
        ServerSocketChannel other = opened();
        other.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), address.getPort()));
        PassedListeners listeners = listeners(BoundNames.NONE, other);
        Address.Ip wildcard = new Address.Ip(new InetSocketAddress(address.getPort()));
        assertThatThrownBy(() -> listeners.serve(request(opened(), wildcard)))
                .isInstanceOf(BindException.class)
                .hasMessageContainingAll("2 listeners", "\"web\"", "\"more\"", "127.0.0.2", "BindIPv6Only=both");
        ServerSocketChannel programs = opened();
        assertThat(listeners.serve(request(programs, at(address.getPort()))).isBound())
                .isTrue();
        assertThat(boundTo(programs)).contains(address);
        ServerSocketChannel rest = opened();
        assertThat(listeners.serve(request(rest, wildcard)).isBound()).isTrue();
        assertThat(boundTo(rest))
                .hasValueSatisfying(at -> assertThat(at.getHostString()).isEqualTo("127.0.0.2"));
    }

    @Test
    void a_number_that_another_socket_has_now_is_not_adopted() throws IOException {
        PassedListeners listeners = listeners(BoundNames.NONE);
        ServerSocketChannel programs = opened();
        listeners.serve(request(programs, at(address.getPort())));
        int number = SunNioCh.numberOf(programs);
        SunNioCh.dup2(SunNioCh.numberOf(opened()), number);
        assertThat(listeners.isAdopted(number)).isFalse();
    }

    @Test
    void a_number_that_is_bound_elsewhere_is_forgotten() throws IOException {
        PassedListeners listeners = listeners(BoundNames.NONE);
        ServerSocketChannel programs = opened();
        listeners.serve(request(programs, at(address.getPort())));
        listeners.forget(SunNioCh.numberOf(programs));
        assertThat(listeners.isAdopted(SunNioCh.numberOf(programs))).isFalse();
    }

    @Test
    void a_passed_number_that_the_program_has_replaced_is_not_put_under_a_socket() throws IOException {
        PassedListeners listeners = listeners(BoundNames.NONE);
        SunNioCh.dup2(SunNioCh.numberOf(opened()), SunNioCh.numberOf(passed));
        ServerSocketChannel programs = opened();
        assertThatThrownBy(() -> listeners.serve(request(programs, at(address.getPort()))))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("other code of this program has closed \"web\"");
        assertThat(boundTo(programs)).isEmpty();
    }

    @Test
    void a_name_of_something_that_no_program_binds_is_told() throws IOException {
        SunNioCh.dup2(SunNioCh.numberOf(opened()), SunNioCh.numberOf(passed));
        assertThat(listeners(named("web", "1")).unusableNames())
                .singleElement()
                .asString()
                .contains("\"web\"", "neither a listening socket nor UDP");
    }
}
