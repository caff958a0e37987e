package dev.doorbell.provider.fallback;

import dev.doorbell.spec.ListenerSpec;

/** The number of connections that may wait: that of the spec, or the default of systemd. */
final class Backlog {
    /** {@code SOMAXCONN} of Linux since 5.4; the JDK's own default is 50. */
    private static final int DEFAULT = 4096;

    private Backlog() {}

    static int of(ListenerSpec spec) {
        return spec.options().backlog().orElse(DEFAULT);
    }
}
