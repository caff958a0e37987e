package dev.doorbell.e2e.opening;

import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.ProviderContract;
import dev.doorbell.e2e.fixture.Started;

/** The contract for listeners that are not passed. */
class FallbackIT extends ProviderContract {
    @Override
    protected String provider() {
        return "fallback";
    }

    @Override
    protected boolean inherits() {
        return false;
    }

    @Override
    protected Started start(String socket, String at, String spec) throws Exception {
        return Started.start(EchoDaemon.command(spec));
    }
}
