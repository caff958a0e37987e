/**
 * The one module to depend on: {@code dev.doorbell} and every provider of it. It has no code of its own.
 *
 * <p>The modules it requires are otherwise optional to each other. Naming them here puts all of them into a module graph
 * that begins with this one. JNA is an automatic module, and with it every other one on the module path is resolved:
 * jnr-unixsocket and what it needs, if they are there.
 */
module dev.doorbell.all {
    requires transitive dev.doorbell;
    requires com.sun.jna;
    requires transitive dev.doorbell.descriptors;
    requires transitive dev.doorbell.lifecycle;
    requires dev.doorbell.provider.fallback;
    requires dev.doorbell.provider.launchd;
    requires dev.doorbell.provider.systemd;
}
