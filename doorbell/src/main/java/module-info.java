/**
 * The one module to depend on: {@code dev.doorbell} and every provider of it. It has no code of its own.
 *
 * <p>The modules it requires are otherwise optional to each other. Naming them here puts all of them into a module graph
 * that begins with this one.
 */
module dev.doorbell.all {
    requires transitive dev.doorbell;
    requires com.sun.jna;
    requires org.jnrproject.unixsocket;
    requires transitive dev.doorbell.descriptors;
    requires dev.doorbell.provider.fallback;
    requires dev.doorbell.provider.launchd;
    requires dev.doorbell.provider.systemd;
}
