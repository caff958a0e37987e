/** Jetty 12 on listeners that Doorbell opened: {@link dev.doorbell.jetty.DoorbellConnector}. */
module dev.doorbell.jetty {
    requires transitive dev.doorbell.lifecycle;
    requires transitive org.eclipse.jetty.server;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.doorbell.jetty;
}
