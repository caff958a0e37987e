package dev.doorbell.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AddressTest {
    @Test
    void each_is_written_as_messages_show_it() {
        assertThat(Address.Ip.of("localhost", 80)).hasToString("localhost:80");
        assertThat(new Address.File(Path.of("/run/x.sock"))).hasToString("/run/x.sock");
        assertThat(new Address.Abstract("x")).hasToString("@x");
        assertThat(new Address.Netlink("route", 0)).hasToString("route");
        assertThat(new Address.Netlink("kobject-uevent", 1)).hasToString("kobject-uevent/1");
        assertThat(new Address.MessageQueue("/jobs")).hasToString("/jobs");
    }

    @Test
    void a_netlink_group_is_not_negative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Address.Netlink("route", -1))
                .withMessage("expected a netlink group of at least 0, got -1.");
    }

    @Test
    @SuppressWarnings("NullAway")
    void none_is_made_of_null() {
        assertThatNullPointerException().isThrownBy(() -> new Address.Ip(null)).withMessage("socketAddress");
        assertThatNullPointerException()
                .isThrownBy(() -> new Address.File(null))
                .withMessage("path");
        assertThatNullPointerException()
                .isThrownBy(() -> new Address.Abstract(null))
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> new Address.Netlink(null, 0))
                .withMessage("family");
        assertThatNullPointerException()
                .isThrownBy(() -> new Address.MessageQueue(null))
                .withMessage("name");
    }
}
