/** Starts a child process with passed descriptors. */
module dev.doorbell.handover {
    requires transitive dev.doorbell.descriptors;
    requires static com.sun.jna;
    requires static org.jspecify;

    exports dev.doorbell.handover;
}
