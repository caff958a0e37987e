/** The provider of listeners that systemd, or another program with its protocol, passes: {@code sd_listen_fds(3)}. */
module dev.doorbell.provider.systemd {
    requires transitive dev.doorbell;
    requires dev.doorbell.descriptors;
    requires static org.jspecify;

    provides dev.doorbell.spi.ListenerProvider with
            dev.doorbell.provider.systemd.SystemdProvider;
}
