package dev.doorbell.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RandomSpecsTest {
    private static final int SPECS = 5_000;

    /** Set {@code -Ddoorbell.seed=NUMBER} to repeat a run. */
    private static final long SEED = Long.getLong("doorbell.seed", System.nanoTime());

    @Test
    void every_spec_reads_back_from_its_text() {
        System.out.println("Random specs with -Ddoorbell.seed=" + SEED);
        RandomSpecs specs = new RandomSpecs(SEED);
        for (int i = 0; i < SPECS; i++) {
            ListenerSpec spec = specs.next();
            assertThat(spec.toString())
                    .as("seed %d, spec %d", SEED, i)
                    .satisfies(text -> Specs.assertSame(ListenerSpec.parse(text), spec));
        }
    }
}
