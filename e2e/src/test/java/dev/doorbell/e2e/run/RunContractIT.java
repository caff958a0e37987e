package dev.doorbell.e2e.run;

import dev.doorbell.e2e.fixture.ProviderContract;
import dev.doorbell.e2e.fixture.Started;
import java.util.List;

/** The contract for a listener from {@code doorbell run}, which ends with the program. */
class RunContractIT extends ProviderContract {
    @Override
    protected String provider() {
        return "systemd";
    }

    @Override
    protected boolean inherits() {
        return true;
    }

    @Override
    protected boolean pathStays() {
        return false;
    }

    @Override
    protected Started start(String socket, String at, String spec) throws Exception {
        return Started.await(Runs.startEcho(List.of("--now"), List.of(spec)));
    }
}
