/** Starts a child process with passed descriptors, and upgrades programs by generations. */
@SuppressWarnings("module") // those that it is exported to depend on this one
module dev.doorbell.handover {
    requires transitive dev.doorbell.descriptors;
    requires static com.sun.jna;
    requires static org.jspecify;

    exports dev.doorbell.handover;
    exports dev.doorbell.handover.generations;
    exports dev.doorbell.handover.activation to
            dev.doorbell.cli,
            dev.doorbell.junit;
    exports dev.doorbell.handover.notify to
            dev.doorbell.cli,
            dev.doorbell.junit;
    exports dev.doorbell.handover.upgrade to
            dev.doorbell.cli;
}
