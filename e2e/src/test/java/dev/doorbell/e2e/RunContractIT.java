package dev.doorbell.e2e;

import java.util.List;

/** The contract where {@code doorbell run} passes the listener, and ends with the program. */
class RunContractIT extends ProviderContract {
    @Override
    String provider() {
        return "systemd";
    }

    @Override
    boolean inherits() {
        return true;
    }

    @Override
    boolean pathStays() {
        return false;
    }

    @Override
    Started start(String socket, String at, String spec) throws Exception {
        return Started.await(Runs.startEcho(List.of("--now"), List.of(spec)));
    }
}
