/** Listeners that launchd passes on macOS: the {@code Sockets} dictionary of {@code launchd.plist(5)}. */
@SuppressWarnings("module") // those that it is exported to depend on this one
module dev.doorbell.provider.launchd {
    requires transitive dev.doorbell;
    requires dev.doorbell.descriptors;
    requires static org.jspecify;
    // optional: a program that serves on other platforms only may exclude it
    requires static com.sun.jna;

    exports dev.doorbell.provider.launchd to
            dev.doorbell.junit;

    opens dev.doorbell.provider.launchd to
            com.sun.jna;

    provides dev.doorbell.spi.ListenerProvider with
            dev.doorbell.provider.launchd.LaunchdProvider;
}
