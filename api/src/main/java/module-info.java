/**
 * Doorbell: named listeners from a service manager or a plain bind, as ordinary JDK channels.
 *
 * <p>Applications use {@link dev.doorbell.Doorbell}; those who bring listeners implement
 * {@link dev.doorbell.spi.ListenerProvider}.
 */
module dev.doorbell {
    requires static org.jspecify;

    exports dev.doorbell;
    exports dev.doorbell.spec;
    exports dev.doorbell.spi;

    uses dev.doorbell.spi.ListenerProvider;
}
