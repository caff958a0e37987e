/** An example to copy: a web server on listeners that Doorbell opens. */
module dev.doorbell.examples.http {
    requires dev.doorbell;
    requires org.eclipse.jetty.server;
    requires org.slf4j;
    requires static org.jspecify;
}
