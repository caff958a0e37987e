/** An example to copy: a web server on listeners that Doorbell opens. */
module dev.doorbell.examples.http {
    requires dev.doorbell;
    requires dev.doorbell.jetty;
    requires dev.doorbell.lifecycle;
    requires org.eclipse.jetty.server;
    requires static org.jspecify;
}
