package dev.doorbell.e2e;

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
        return Started.start(EchoDaemon.command(spec));
    }
}
