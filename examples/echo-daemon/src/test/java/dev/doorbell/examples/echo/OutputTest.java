package dev.doorbell.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.doorbell.Listener;
import dev.doorbell.Origin;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.ListenerHandle;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutputTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void a_line_is_there_as_soon_as_it_is_printed() {
        new Output(new PrintStream(new BufferedOutputStream(written), false, StandardCharsets.UTF_8)).print("ready");
        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("ready\n");
    }

    @Test
    void a_line_is_utf_8_in_any_locale() {
        new Output(new PrintStream(written, false, StandardCharsets.US_ASCII)).print("/run/größe.sock");
        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("/run/größe.sock\n");
    }

    @Test
    void an_inherited_listener_has_its_descriptor() {
        assertThat(listening("http", Kind.TCP, Address.Ip.of("127.0.0.1", 18080), Origin.inherited("systemd", 3)))
                .isEqualTo("""
                        {"name":"http","kind":"TCP","provider":"systemd","fd":3,"address":"127.0.0.1:18080"}""");
    }

    @Test
    void a_bound_listener_has_no_descriptor() {
        Address path = new Address.File(Path.of("/run/echo.sock"));
        assertThat(listening("control", Kind.UNIX_STREAM, path, Origin.bound("fallback")))
                .isEqualTo("""
                        {"name":"control","kind":"UNIX_STREAM","provider":"fallback","fd":null,"address":"/run/echo.sock"}""");
    }

    @Test
    void a_listener_may_have_no_address() {
        assertThat(listening("connection", Kind.CONNECTION, null, Origin.inherited("systemd", 3)))
                .endsWith(",\"fd\":3,\"address\":null}");
    }

    @Test
    void an_ipv6_address_stands_in_brackets() {
        assertThat(listening("http", Kind.TCP, Address.Ip.of("::1", 80), Origin.bound("fallback")))
                .endsWith(",\"address\":\"[::1]:80\"}");
    }

    @Test
    void quotes_and_line_ends_are_escaped() {
        assertThat(listening("a\"b\\", Kind.UNIX_STREAM, new Address.Abstract("x\ny"), Origin.bound("fallback")))
                .startsWith("{\"name\":\"a\\\"b\\\\\",")
                .endsWith("\"@x\\ny\"}");
    }

    @Test
    void what_was_received_is_base64() {
        assertThat(Output.received("events", new byte[] {0, (byte) 0xff, '\n'}))
                .isEqualTo("{\"name\":\"events\",\"received\":\"AP8K\"}");
    }

    @Test
    void an_empty_message_is_an_empty_text() {
        assertThat(Output.received("queue", new byte[0])).isEqualTo("{\"name\":\"queue\",\"received\":\"\"}");
    }

    private static String listening(String name, Kind kind, @Nullable Address address, Origin origin) {
        ListenerHandle handle = mock(ListenerHandle.class);
        when(handle.kind()).thenReturn(kind);
        when(handle.address()).thenReturn(Optional.ofNullable(address));
        when(handle.descriptor()).thenReturn(origin.descriptor());
        return Output.listening(new Listener(name, origin.provider(), handle));
    }
}
