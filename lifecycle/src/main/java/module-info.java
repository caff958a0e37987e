/** How a service lives and ends: admission of work, idle exit, drain, reload, watchdog. */
@SuppressWarnings("module") // the one that .signals is exported to depends on this one
module dev.doorbell.lifecycle {
    requires transitive dev.doorbell;
    requires jdk.unsupported; // sun.misc.Signal
    requires static org.jspecify;

    exports dev.doorbell.lifecycle;
    exports dev.doorbell.lifecycle.signals to
            dev.doorbell.cli;
}
