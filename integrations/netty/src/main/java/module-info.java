/** Netty's channels on listeners from Doorbell. */
@SuppressWarnings("requires-transitive-automatic") // Netty has no module descriptors
module dev.doorbell.netty {
    requires transitive dev.doorbell;
    requires transitive dev.doorbell.lifecycle;
    requires transitive io.netty.transport;
    requires io.netty.common;
    requires static io.netty.codec.http;
    requires static org.jspecify;

    exports dev.doorbell.netty;
}
