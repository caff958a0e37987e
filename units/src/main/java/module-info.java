/**
 * Unit files for systemd and property lists for launchd, from one {@link dev.doorbell.units.ServiceDeclaration}. For build
 * tools and for the command {@code doorbell units}; a program that is passed its listeners does not need it.
 */
module dev.doorbell.units {
    requires transitive dev.doorbell;
    // an automatic module, named after its jar; nothing of it is in a signature
    requires dd.plist;
    requires static org.jspecify;

    exports dev.doorbell.units;
}
