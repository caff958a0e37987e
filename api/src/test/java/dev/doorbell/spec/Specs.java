package dev.doorbell.spec;

import static org.assertj.core.api.Assertions.assertThat;

/** Comparing specs by what they say, since their own equality goes by their text. */
final class Specs {
    private Specs() {}

    static void assertSame(ListenerSpec one, ListenerSpec other) {
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one.name()).isEqualTo(other.name());
        assertThat(one.kind()).isEqualTo(other.kind());
        assertThat(one.address()).isEqualTo(other.address());
        assertThat(one.ipVersion()).isEqualTo(other.ipVersion());
        assertThat(one.options()).isEqualTo(other.options());
    }
}
