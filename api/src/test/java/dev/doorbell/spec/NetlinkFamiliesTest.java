package dev.doorbell.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetlinkFamiliesTest {
    @ParameterizedTest
    @CsvSource({"route, 0", "kobject-uevent, 15", "rdma, 20", "17, 17", "99, 99"})
    void a_family_is_known_by_its_name_or_its_number(String name, int number) {
        assertThat(NetlinkFamilies.number(name)).hasValue(number);
        assertThat(NetlinkFamilies.name(number)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "no-such", "-1", "Route", "4294967295", "2147483648"})
    void any_other_text_is_not_a_family(String text) {
        assertThat(NetlinkFamilies.number(text)).isEmpty();
    }

    @Test
    void every_name_is_listed_once() {
        assertThat(NetlinkFamilies.names()).hasSize(18).doesNotHaveDuplicates().startsWith("route", "firewall");
    }
}
