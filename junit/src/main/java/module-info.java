/** A JUnit Jupiter extension that tests activated programs, and code that opens listeners. */
module dev.doorbell.junit {
    requires transitive dev.doorbell;
    requires dev.doorbell.descriptors;
    requires dev.doorbell.handover;
    requires dev.doorbell.provider.launchd;
    requires dev.doorbell.provider.systemd;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;

    exports dev.doorbell.junit;

    provides dev.doorbell.spi.ListenerProvider with
            dev.doorbell.junit.inprocess.InProcessProvider;
}
