package dev.doorbell.e2e;

import java.util.List;
import java.util.Map;

/** The contract where nobody passes anything. */
class FallbackIT extends ProviderContract {
    @Override
    String provider() {
        return "fallback";
    }

    @Override
    boolean inherits() {
        return false;
    }

    @Override
    Started start(String socket, String at, String spec) throws Exception {
        return started(echoDaemon(List.of(), List.of(), spec), Map.of());
    }
}
