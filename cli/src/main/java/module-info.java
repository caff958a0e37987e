/** The command {@code doorbell}. */
module dev.doorbell.cli {
    requires com.grack.nanojson;
    requires dev.doorbell;
    requires dev.doorbell.descriptors;
    requires dev.doorbell.handover;
    requires dev.doorbell.lifecycle;
    requires dev.doorbell.units;
    requires info.picocli;
    requires org.apache.commons.lang3;

    // picocli assigns the fields of the commands
    opens dev.doorbell.cli to
            info.picocli;

    requires static org.jspecify;
}
