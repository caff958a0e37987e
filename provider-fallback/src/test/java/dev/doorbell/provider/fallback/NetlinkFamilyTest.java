package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class NetlinkFamilyTest {
    @Test
    void a_family_that_does_not_exist_is_an_error_of_those_that_open_has_and_names_the_spec() {
        assertThatThrownBy(() -> Fallback.bind("events=netlink:nosuch/1"))
                .isExactlyInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("cannot bind the spec events=netlink:nosuch/1: unknown netlink family")
                .hasMessageContaining("kobject-uevent");
    }
}
