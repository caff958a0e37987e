package dev.doorbell.e2e.handover;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.handover.generations.Generations;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GenerationsBuilderIT {
    private Listeners listeners;
    private Generations.Builder builder;

    @BeforeEach
    void prepare() throws IOException {
        listeners = Doorbell.open();
        builder = Generations.of(listeners);
    }

    @AfterEach
    void close() throws IOException {
        listeners.close();
    }

    @Test
    void a_time_that_would_fail_each_upgrade_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.readyTimeout(Duration.ZERO))
                .withMessageContaining("expected a time of more than zero, got PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.settle(Duration.ofSeconds(-1)))
                .withMessageContaining("The duration must not be negative: PT-1S");
    }

    @Test
    void an_empty_command_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.command(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.probe(List.of()))
                .withMessageContaining("expected the command of a probe, got an empty one");
    }
}
