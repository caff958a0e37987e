/** A JUnit Jupiter extension that tests activated programs, and code that opens listeners. */
module dev.doorbell.junit {
    requires transitive dev.doorbell;
    requires dev.doorbell.descriptors;
    requires dev.doorbell.handover;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;

    exports dev.doorbell.junit;
}
