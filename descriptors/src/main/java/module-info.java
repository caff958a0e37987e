/**
 * From the number of an open descriptor to its facts, and to a JDK channel. All native code of Doorbell is behind it, except
 * launchd's. For users there are {@link dev.doorbell.descriptors.RawDescriptors} and
 * {@link dev.doorbell.descriptors.DescriptorChecks}; the other packages are for Doorbell's own modules.
 */
@SuppressWarnings("module") // those that it is exported to depend on this one
module dev.doorbell.descriptors {
    requires transitive dev.doorbell;
    requires jdk.unsupported;
    requires static org.jspecify;

    // optional: TCP, UDP and UNIX streams need it only where no other way into the JDK is open
    requires static com.sun.jna;
    // optional: only UNIX datagrams need it
    requires static org.jnrproject.unixsocket;
    requires static org.jnrproject.enxio;

    exports dev.doorbell.descriptors;
    exports dev.doorbell.descriptors.adoption to
            dev.doorbell.handover,
            dev.doorbell.junit,
            dev.doorbell.provider.launchd,
            dev.doorbell.provider.systemd;
    exports dev.doorbell.descriptors.files to
            dev.doorbell.cli,
            dev.doorbell.handover,
            dev.doorbell.provider.fallback,
            dev.doorbell.provider.systemd;
    exports dev.doorbell.descriptors.jdk to
            dev.doorbell.handover,
            dev.doorbell.junit,
            dev.doorbell.provider.fallback;
    exports dev.doorbell.descriptors.kinds to
            dev.doorbell.provider.fallback;
    exports dev.doorbell.descriptors.notify to
            dev.doorbell.cli,
            dev.doorbell.handover,
            dev.doorbell.provider.systemd;
    exports dev.doorbell.descriptors.posix to
            dev.doorbell.cli,
            dev.doorbell.handover,
            dev.doorbell.provider.fallback,
            dev.doorbell.provider.launchd,
            dev.doorbell.provider.systemd;
    exports dev.doorbell.descriptors.unix to
            dev.doorbell.handover,
            dev.doorbell.provider.fallback;
    exports dev.doorbell.descriptors.waiting to
            dev.doorbell.handover;

    opens dev.doorbell.descriptors.posix to
            com.sun.jna;
}
