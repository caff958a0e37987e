/** The provider of listeners that systemd, or another program with its protocol, passes: {@code sd_listen_fds(3)}. */
@SuppressWarnings("module") // those that it is exported to depend on this one
module dev.doorbell.provider.systemd {
    requires transitive dev.doorbell;
    requires dev.doorbell.descriptors;
    requires static org.jspecify;

    exports dev.doorbell.provider.systemd.matching to
            dev.doorbell.junit;

    provides dev.doorbell.spi.ListenerProvider with
            dev.doorbell.provider.systemd.SystemdProvider;
}
