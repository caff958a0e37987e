package dev.doorbell;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The typed way to a spec refuses what the text refuses. */
class SpecFactoriesTest {
    private static final String NAME_RULE = ". Use 1 to 255 printable ASCII characters other than ':' and '='.";

    @Test
    void names_are_checked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenerSpec.named(""))
                .withMessage("The listener name \"\" has a length that is not 1 to 255" + NAME_RULE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenerSpec.tcp("web:1", "*", 80))
                .withMessage("The listener name \"web:1\" has a character that systemd forbids at 3" + NAME_RULE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenerSpec.udp("d\nns", "*", 53))
                .withMessage("The listener name \"d?ns\" has a character that systemd forbids at 1" + NAME_RULE);
    }

    @Test
    void options_that_the_kind_does_not_have_are_refused() {
        ListenerSpec bare = ListenerSpec.named("web");
        ListenerSpec unix = ListenerSpec.unix("c", Path.of("/x"));
        ListenerSpec udp = ListenerSpec.udp("d", "*", 53);
        ListenerSpec named = ListenerSpec.of("c", Kind.UNIX_STREAM, new Address.Abstract("x"));
        assertRefused(() -> bare.backlog(1), "A bare name has no backlog.");
        assertRefused(() -> bare.ipVersion(IpVersion.V4), "A bare name has no IP version.");
        assertRefused(() -> unix.ipVersion(IpVersion.V4), "A UNIX_STREAM listener has no IP version.");
        assertRefused(() -> unix.reusePort(true), "A UNIX_STREAM listener has no reuseport.");
        assertRefused(() -> udp.backlog(1), "A UDP listener has no backlog.");
        assertRefused(() -> udp.mode(0600), "A UDP listener has no mode.");
        assertRefused(() -> named.mode(0600), "The abstract name @x has no mode: it is not a file.");
    }

    @Test
    void options_out_of_range_are_refused() {
        ListenerSpec unix = ListenerSpec.unix("c", Path.of("/x"));
        assertRefused(() -> unix.backlog(0), "A backlog is 1 or more, not 0.");
        assertRefused(() -> unix.mode(01000), "A mode is 0 to 0777 in octal, not 01000.");
        assertRefused(() -> unix.mode(-1), "A mode is 0 to 0777 in octal, not 037777777777.");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }
}
