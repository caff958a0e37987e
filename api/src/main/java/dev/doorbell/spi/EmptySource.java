package dev.doorbell.spi;

import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source without listeners.
 *
 * @param failure what a claim throws; null if it finds nothing
 */
record EmptySource(
        Applicability applicability,
        String howToPass,
        @Nullable Exception failure) implements ListenerSource {
    @Override
    public Claims claim(List<ListenerSpec> specs) throws IOException {
        if (failure instanceof IOException refused) {
            throw refused;
        }
        if (failure instanceof RuntimeException wrong) {
            throw wrong;
        }
        return new Claims(Map.of(), List.of());
    }

    @Override
    public String howToPass(ListenerSpec spec) {
        return howToPass;
    }
}
