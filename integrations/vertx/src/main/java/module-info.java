/** Vert.x on listeners from Doorbell. */
module dev.doorbell.vertx {
    requires transitive dev.doorbell.netty;
    requires transitive io.vertx.core;
    requires io.netty.transport;
    requires static org.jspecify;

    exports dev.doorbell.vertx;
}
