/** The provider that binds the listeners that no service manager passed. */
module dev.doorbell.provider.fallback {
    requires transitive dev.doorbell;
    requires dev.doorbell.descriptors;
    requires static org.jspecify;

    provides dev.doorbell.spi.ListenerProvider with
            dev.doorbell.provider.fallback.FallbackProvider;
}
