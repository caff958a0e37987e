package dev.doorbell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class InspectionTextTest {
    @Test
    void columns_are_as_wide_as_what_stands_in_them() {
        String text = InspectionText.of(
                Passing.systemd(
                        Passing.listener(3, "http", Kind.TCP, Address.Ip.of("2001:db8::1", 8080)),
                        Passing.listener(
                                10, "a-name-that-is-longer", Kind.UNIX_SEQPACKET, new Address.File(Path.of("/run/x"))),
                        Passing.listener(11, "pair", Kind.CONNECTION, null)),
                "Provider chosen: systemd");
        assertThat(text).isEqualTo("""
                        provider: systemd

                        FD  NAME                   KIND            ADDRESS
                        3   http                   TCP             [2001:db8::1]:8080
                        10  a-name-that-is-longer  UNIX_SEQPACKET  /run/x
                        11  pair                   CONNECTION      -

                        Provider chosen: systemd""");
    }

    @Test
    void nothing_passed_is_said_in_words() {
        assertThat(InspectionText.of(Passing.systemd(), "Provider chosen: systemd"))
                .isEqualTo("""
                        provider: systemd

                        nothing was passed

                        Provider chosen: systemd""");
    }

    @Test
    void what_there_is_not_is_a_dash_and_an_empty_name_is_quotes() {
        String text = InspectionText.of(Passing.systemd(Passing.withoutDescriptor("", Kind.OTHER)), "");
        assertThat(text.lines()).contains("-   \"\"    OTHER  -");
    }
}
