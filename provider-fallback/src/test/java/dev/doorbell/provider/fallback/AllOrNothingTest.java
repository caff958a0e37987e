package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.Listener;
import dev.doorbell.descriptors.kinds.MessageQueues;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Either everything that was asked for is bound, or nothing is, and nothing is left behind. */
@Timeout(30)
@EnabledOnOs(value = OS.LINUX, disabledReason = "counts descriptors in /proc")
class AllOrNothingTest {
    private static final String NOT_OF_THIS_MACHINE = "192.0.2.1";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"tcp", "udp"})
    void one_port_serves_every_address_where_the_system_chooses(String scheme) throws Exception {
        List<Listener> listeners = bind(scheme + "://example.org:0", "127.0.0.1", "::1");
        try {
            assertThat(listeners).hasSize(2);
            assertThat(Fallback.port(listeners.get(1))).isEqualTo(Fallback.port(listeners.get(0)));
            assertThat(listeners.get(0).address().orElseThrow().toString()).startsWith("127.0.0.1:");
            assertThat(listeners.get(1).address().orElseThrow().toString()).startsWith("[::1]:");
        } finally {
            Rollback.close(listeners, new IOException());
        }
    }

    @Test
    void the_first_address_is_let_go_where_the_second_is_taken() throws Exception {
        try (Listener taken = Fallback.bind("taken=tcp://[::1]:0")) {
            int port = Fallback.port(taken);
            OpenDescriptors.assertNoneLeftBy(
                    () -> assertThatThrownBy(() -> bind("tcp://example.org:" + port, "127.0.0.1", "::1"))
                            .isInstanceOf(BindException.class)
                            .hasMessageContaining("[::1]:" + port));
            Clients.assertFree(port, "127.0.0.1");
        }
    }

    @Test
    void looking_for_a_port_that_is_free_everywhere_ends() throws Exception {
        OpenDescriptors.assertNoneLeftBy(
                () -> assertThatThrownBy(() -> bind("tcp://example.org:0", "127.0.0.1", NOT_OF_THIS_MACHINE))
                        .isInstanceOf(BindException.class)
                        .hasMessageContaining(NOT_OF_THIS_MACHINE));
    }

    @Test
    void the_last_spec_that_fails_undoes_those_before_it() throws Exception {
        Path path = directory.resolve("control.sock");
        try (Listener taken = Fallback.bind("taken=tcp://127.0.0.1:0")) {
            String[] specs = {
                "http=tcp://127.0.0.1:0",
                "dns=udp://127.0.0.1:0",
                "control=unix://" + path,
                "last=tcp://127.0.0.1:" + Fallback.port(taken)
            };
            OpenDescriptors.assertNoneLeftBy(
                    () -> assertThatThrownBy(() -> Fallback.bindAll(specs)).isInstanceOf(BindException.class));
            assertThat(path).doesNotExist();
        }
    }

    @Test
    void what_only_jna_makes_is_undone_too() throws Exception {
        Address.MessageQueue queue = new Address.MessageQueue("/doorbell-undone-" + System.nanoTime());
        try (Listener taken = Fallback.bind("taken=tcp://127.0.0.1:0")) {
            String[] specs = {
                "records=unixpacket://" + directory.resolve("records"),
                "fifo=fifo://" + directory.resolve("fifo") + "?mode=0666",
                "queue=mqueue://" + queue.name(),
                "last=tcp://127.0.0.1:" + Fallback.port(taken)
            };
            assertThatThrownBy(() -> Fallback.bindAll(specs)).isInstanceOf(BindException.class);
            OpenDescriptors.assertNoneLeftBy(
                    () -> assertThatThrownBy(() -> Fallback.bindAll(specs)).isInstanceOf(BindException.class));
            assertThat(directory).isEmptyDirectory();
            MessageQueues.Opened anew = MessageQueues.open(queue, OptionalInt.empty());
            assertThat(anew.made()).isTrue();
            anew.close(anew.channel());
        }
    }

    @Test
    void a_bare_name_is_left_to_the_callers_policy() throws Exception {
        assertThat(Fallback.bindAll("http")).isEmpty();
    }

    private static List<Listener> bind(String uri, String... addresses) throws IOException {
        InetAddress[] resolved = new InetAddress[addresses.length];
        for (int i = 0; i < addresses.length; i++) {
            resolved[i] = InetAddress.getByName(addresses[i]);
        }
        return Fallback.listeners(IpBinder.bind(ListenerSpec.parse("http=" + uri), List.of(resolved)));
    }
}
