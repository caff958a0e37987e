package dev.doorbell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.ActivationException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class InspectionJsonTest {
    @Test
    void every_listener_is_an_object_in_the_order_of_its_descriptor() {
        assertThat(InspectionJson.of(Passing.systemd(
                        Passing.listener(3, "http", Kind.TCP, Address.Ip.of("::", 80)),
                        Passing.listener(4, "control", Kind.UNIX_STREAM, new Address.File(Path.of("/run/c.sock"))))))
                .isEqualTo("{\"provider\":\"systemd\",\"listeners\":["
                        + "{\"name\":\"http\",\"fd\":3,\"kind\":\"TCP\",\"address\":\"[::]:80\"},"
                        + "{\"name\":\"control\",\"fd\":4,\"kind\":\"UNIX_STREAM\",\"address\":\"/run/c.sock\"}"
                        + "],\"error\":null}");
    }

    @Test
    void nothing_passed_is_an_empty_list() {
        assertThat(InspectionJson.of(Passing.systemd()))
                .isEqualTo("{\"provider\":\"systemd\",\"listeners\":[],\"error\":null}");
    }

    @Test
    void what_there_is_not_is_null() {
        assertThat(InspectionJson.of(Passing.systemd(Passing.withoutDescriptor("", Kind.OTHER))))
                .contains("{\"name\":\"\",\"fd\":null,\"kind\":\"OTHER\",\"address\":null}");
    }

    @Test
    void a_malformed_hand_over_says_whose_it_is() {
        assertThat(InspectionJson.of(
                        new ActivationException("systemd", "LISTEN_FDS is \"x\"."), "LISTEN_FDS is \"x\"."))
                .isEqualTo("{\"provider\":\"systemd\",\"listeners\":[],\"error\":\"LISTEN_FDS is \\\"x\\\".\"}");
    }

    @Test
    void another_failure_is_of_no_provider() {
        assertThat(InspectionJson.of(new IOException("refused"), "refused"))
                .isEqualTo("{\"provider\":null,\"listeners\":[],\"error\":\"refused\"}");
    }
}
