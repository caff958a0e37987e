package dev.doorbell.descriptors.posix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CPathsTest {
    @Test
    void what_c_fills_in_ends_at_the_first_nul() {
        assertThat(CPaths.upToNul(new byte[] {'a', 'b', 0, 'c', 0})).containsExactly('a', 'b');
        assertThat(CPaths.upToNul(new byte[] {0, 0})).isEmpty();
        assertThat(CPaths.upToNul(new byte[] {'a'})).containsExactly('a');
        assertThat(CPaths.upToNul(new byte[0])).isEmpty();
    }
}
