package dev.doorbell.descriptors.posix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CStringsTest {
    @Test
    void what_c_fills_in_ends_at_the_first_nul() {
        assertThat(CStrings.upToNul(new byte[] {'a', 'b', 0, 'c', 0})).containsExactly('a', 'b');
        assertThat(CStrings.upToNul(new byte[] {0, 0})).isEmpty();
        assertThat(CStrings.upToNul(new byte[] {'a'})).containsExactly('a');
        assertThat(CStrings.upToNul(new byte[0])).isEmpty();
    }
}
