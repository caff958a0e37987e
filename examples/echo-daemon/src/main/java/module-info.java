/** An example to copy: a daemon that sends back what it receives on listeners that Doorbell opens. */
module dev.doorbell.examples.echo {
    requires com.grack.nanojson;
    requires dev.doorbell;
    requires dev.doorbell.lifecycle;
    requires static org.jspecify;
}
