/** An example to copy: a web server on listeners that Doorbell opens. */
module dev.doorbell.examples.http {
    requires dev.doorbell;
    requires dev.doorbell.lifecycle;
    requires org.eclipse.jetty.server;
    requires org.slf4j;
    requires static org.jspecify;
}
