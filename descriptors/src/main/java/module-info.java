/** From the number of an open descriptor to its facts, and to a JDK channel. All native code of Doorbell is behind it. */
module dev.doorbell.descriptors {
    requires transitive dev.doorbell;
    requires jdk.unsupported;
    requires static org.jspecify;
    // optional: TCP, UDP and UNIX streams need it only where no other way into the JDK is open
    requires static com.sun.jna;
    // optional: UNIX datagrams alone need it
    requires static org.jnrproject.unixsocket;
    requires static org.jnrproject.enxio;

    exports dev.doorbell.descriptors;
}
