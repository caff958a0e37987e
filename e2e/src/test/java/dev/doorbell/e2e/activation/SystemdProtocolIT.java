package dev.doorbell.e2e.activation;

import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.ProviderContract;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.needs.Needs;
import java.util.List;

/** The contract for descriptors that a parent passes as systemd does. */
@Needs("cc")
class SystemdProtocolIT extends ProviderContract {
    @Override
    protected String provider() {
        return "systemd";
    }

    @Override
    protected boolean inherits() {
        return true;
    }

    @Override
    protected Started start(String socket, String at, String spec) throws Exception {
        List<String> spawn = List.of(Paths.SPAWN, socket, at, "--listen-pid", "self", "--fdnames", "x", "--");
        return Started.start(EchoDaemon.command(spawn, List.of(), spec));
    }
}
