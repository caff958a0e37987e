/** Starts a child process with passed descriptors. */
module dev.doorbell.handover {
    requires dev.doorbell.descriptors;
    requires static com.sun.jna;
    requires static org.jspecify;

    exports dev.doorbell.handover;
}
