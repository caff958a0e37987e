package dev.doorbell.provider.systemd;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.adoption.DescriptorClaim;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.InheritedHandle;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ProcessContext;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
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
        Connections.remember(process, connection);
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
        Connections.remember(process, connection);
        connection.close();
        assertThatThrownBy(() -> Connections.checkIsFree(process)).isInstanceOf(IllegalStateException.class);
    }

    private ListenerHandle connection() throws Exception {
        int number = numbers.pass(ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0)));
        return new InheritedHandle(
                "connection",
                DescriptorFacts.of(number),
                new DescriptorClaim(process.properties(), "fd." + number, "a connection"));
    }
}
