package dev.doorbell.provider.systemd;

import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.Claims;
import dev.doorbell.spi.ListenerSource;
import java.io.IOException;
import java.util.List;

/** A source that cannot be claimed from: of variables that are malformed, or on a platform that passes no descriptors. */
record UnusableSource(Applicability applicability, Exception why) implements ListenerSource {
    @Override
    public Claims claim(List<ListenerSpec> specs) throws IOException {
        if (why instanceof IOException malformed) {
            throw malformed;
        }
        throw (RuntimeException) why;
    }

    @Override
    public String howToPass(ListenerSpec spec) {
        return applicability.reason();
    }
}
