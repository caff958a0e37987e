/** How a service lives and ends: admission of work, idle exit, drain, reload, watchdog. */
module dev.doorbell.lifecycle {
    requires transitive dev.doorbell;
    requires static org.jspecify;

    exports dev.doorbell.lifecycle;
}
