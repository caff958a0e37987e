package dev.doorbell.units;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.IpVersion;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerOptions;
import dev.doorbell.spec.ListenerSpec;

/** The unit of one listener, {@code systemd.socket(5)}. */
final class SocketUnit {
    private SocketUnit() {}

    static String text(ServiceDeclaration service, ListenerSpec spec) {
        boolean only = SystemdUnits.isOnly(service);
        UnitWriter unit = new UnitWriter();
        unit.section("Unit");
        unit.set(
                "Description", UnitText.value("description", service.description() + (only ? "" : ", " + spec.name())));
        unit.section("Socket");
        unit.set(ListenLine.key(spec), UnitText.value("address", ListenLine.value(spec)));
        options(unit, spec);
        if (service.isAccepting()) {
            unit.comment("A process for each connection, which has the name \"connection\" whatever is said here.");
            unit.set("Accept", "yes");
        } else {
            unit.set("FileDescriptorName", descriptorName(spec));
        }
        if (!only) {
            unit.set("Service", service.name() + ".service");
        }
        unit.section("Install");
        unit.set("WantedBy", "sockets.target");
        return unit.text();
    }

    /** {@code fdname_is_valid()} of systemd: a colon would end the name in {@code LISTEN_FDNAMES}. */
    private static String descriptorName(ListenerSpec spec) {
        if (spec.name().indexOf(':') >= 0) {
            throw new UnsupportedOperationException("systemd cannot pass a descriptor named \"" + spec.name()
                    + "\": FileDescriptorName= has no colon. Name the listener without one.");
        }
        return UnitText.value("name", spec.name());
    }

    private static void options(UnitWriter unit, ListenerSpec spec) {
        ipVersions(unit, spec);
        ListenerOptions options = spec.options();
        if (options.mode().isPresent()) {
            unit.set("SocketMode", String.format("%04o", options.mode().getAsInt()));
        }
        if (options.backlog().isPresent()) {
            unit.set("Backlog", Integer.toString(options.backlog().getAsInt()));
        }
        if (options.reusePort()) {
            unit.set("ReusePort", "yes");
        }
        if (isWritable(spec)) {
            unit.comment("To write to it as well as to read.");
            unit.set("Writable", "yes");
        }
    }

    /** Said also where it is the default, which a setting of the machine's changes: {@code net.ipv6.bindv6only}. */
    private static void ipVersions(UnitWriter unit, ListenerSpec spec) {
        if (spec.ipVersion() == IpVersion.V6) {
            unit.set("BindIPv6Only", "ipv6-only");
        } else if (spec.ipVersion() == IpVersion.ANY
                && spec.address().orElseThrow() instanceof Address.Ip ip
                && Hosts.isWildcardOfBoth(ip.host())) {
            unit.set("BindIPv6Only", "both");
        }
    }

    /** Files of the kernel's are often for reading only, and then the unit would fail. */
    private static boolean isWritable(ListenerSpec spec) {
        String address = spec.address().orElseThrow().toString();
        return spec.kind().orElseThrow() == Kind.SPECIAL
                && !address.startsWith("/proc/")
                && !address.startsWith("/sys/");
    }
}
