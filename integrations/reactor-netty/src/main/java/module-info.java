/** Reactor Netty on listeners from Doorbell. */
@SuppressWarnings("requires-transitive-automatic") // reactor-netty has no module descriptor
module dev.doorbell.reactor.netty {
    requires transitive dev.doorbell.netty;
    requires transitive reactor.netty.core;
    requires io.netty.transport;
    requires reactor.core;
    requires static org.jspecify;

    exports dev.doorbell.reactor.netty;
}
