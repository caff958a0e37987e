/**
 * Unit files for systemd and property lists for launchd, from one {@link dev.doorbell.units.ServiceDeclaration}. For build
 * tools and for the command {@code doorbell units}; a program that is passed its listeners does not need it.
 */
@SuppressWarnings("module") // the one that .text is exported to depends on this one
module dev.doorbell.units {
    requires com.dd.plist;
    requires transitive dev.doorbell;
    requires dev.doorbell.lifecycle;
    requires org.apache.commons.lang3;
    requires static org.jspecify;

    exports dev.doorbell.units;
    exports dev.doorbell.units.text to
            dev.doorbell.cli;
}
