package dev.doorbell.benchmarks.coldstart;

/** How a program comes to its listener. */
enum Handing {
    /** It binds by itself. */
    NONE,
    /** As systemd passes it, with {@code LISTEN_FDS}. */
    LISTEN_FDS,
    /** As inetd passes it. */
    STANDARD_INPUT
}
