package dev.doorbell;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
}
