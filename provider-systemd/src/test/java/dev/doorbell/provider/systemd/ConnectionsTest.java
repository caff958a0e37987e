package dev.doorbell.provider.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.adoption.DescriptorClaim;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.InheritedHandle;
import dev.doorbell.provider.systemd.variables.ListenVariables;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ProcessContext;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The right to the one connection of a process, which is that to its descriptor. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self")
class ConnectionsTest {
    private final Numbers numbers = new Numbers();
    private final ProcessContext process = Processes.with();

    @AfterEach
    void closeWhatIsLeft() throws Exception {
        numbers.closeAll();
    }

    @Test
    void a_connection_that_could_not_be_adopted_can_be_asked_for_again() throws Exception {
        ListenerHandle connection = connection();
        Connections.remember(process.properties(), connection);
        connection.open();
        assertThatThrownBy(() -> Connections.checkIsFree(process))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "The connection that this process was started for is taken already in this process, at ");
        connection.release();
        Connections.checkIsFree(process);
    }

    @Test
    void a_connection_that_was_closed_is_taken() throws Exception {
        ListenerHandle connection = connection();
        Connections.remember(process.properties(), connection);
        connection.close();
        assertThatThrownBy(() -> Connections.checkIsFree(process)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_connection_that_a_spec_took_is_taken() throws Exception {
        ListenerSpec spec = ListenerSpec.named("connection");
        SystemdSource source = pass();
        ListenerHandle connection = source.claim(List.of(spec))
                .found()
                .getOrDefault(spec, List.of())
                .get(0);
        assertThatThrownBy(() -> Connections.checkIsFree(process))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "The connection that this process was started for is taken already in this process, at ");
        connection.release();
        Connections.checkIsFree(process);
    }

    @Test
    void a_connection_of_the_store_is_not_that_of_the_process() throws Exception {
        assertThat(pass().take("connection")).hasSize(1);
        Connections.checkIsFree(process);
    }

    /** Passes a connection as {@code Accept=yes} does. */
    private SystemdSource pass() throws Exception {
        try (ServerSocketChannel listening = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
                SocketChannel client = SocketChannel.open(listening.getLocalAddress())) {
            assertThat(client.isConnected()).isTrue();
            numbers.pass(listening.accept());
        }
        ProcessContext variables = Processes.with("LISTEN_PID=42", "LISTEN_FDS=1", "LISTEN_FDNAMES=connection");
        return new SystemdSource(
                ListenVariables.read(variables, OptionalLong.empty()), process.properties(), numbers.first());
    }

    private ListenerHandle connection() throws Exception {
        int number = numbers.pass(ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0)));
        return new InheritedHandle(
                "connection",
                DescriptorFacts.of(number),
                new DescriptorClaim(process.properties(), "fd." + number, "a connection"));
    }
}
