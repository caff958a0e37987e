package dev.doorbell.units;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.IpVersion;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerOptions;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.units.text.UnitText;
import dev.doorbell.units.text.UnitWriter;
import java.util.List;

/** The unit of one listener, {@code systemd.socket(5)}. */
final class SocketUnit {
    private SocketUnit() {}

    static String text(ServiceDeclaration service, ListenerSpec spec) {
        boolean only = service.hasOneListener();
        UnitWriter unit = new UnitWriter();
        unit.section("Unit");
        unit.set("Description", UnitText.value("description", service.description + (only ? "" : ", " + spec.name())));
        unit.section("Socket");
        addresses(unit, spec);
        options(unit, spec);
        if (service.accept) {
            unit.comment("A process for each connection. The descriptor's name is always \"connection\".");
            unit.set("Accept", "yes");
        } else {
            unit.set("FileDescriptorName", descriptorName(spec));
        }
        if (!only) {
            unit.set("Service", service.name + ".service");
        }
        unit.section("Install");
        unit.set("WantedBy", "sockets.target");
        return unit.text();
    }

    private static void addresses(UnitWriter unit, ListenerSpec spec) {
        List<String> addresses = ListenLine.values(spec);
        if (addresses.size() > 1) {
            unit.comment("On a machine without IPv6, remove the second address.");
        }
        for (String address : addresses) {
            unit.set(ListenLine.key(spec), UnitText.value("address", address));
        }
    }

    /** {@code fdname_is_valid()} of systemd: a colon separates the names in {@code LISTEN_FDNAMES}. */
    private static String descriptorName(ListenerSpec spec) {
        if (spec.name().indexOf(':') >= 0) {
            throw new UnsupportedOperationException("systemd cannot pass a descriptor named \"" + spec.name()
                    + "\": FileDescriptorName= allows no colon. Use a name without one.");
        }
        return UnitText.value("name", spec.name());
    }

    private static void options(UnitWriter unit, ListenerSpec spec) {
        ipVersions(unit, spec);
        ListenerOptions options = spec.options();
        options.mode().ifPresent(mode -> unit.set("SocketMode", String.format("%04o", mode)));
        options.backlog().ifPresent(backlog -> unit.set("Backlog", Integer.toString(backlog)));
        if (options.reusePort()) {
            unit.set("ReusePort", "yes");
        }
        if (isWritable(spec)) {
            unit.comment("Opened for reading and writing.");
            unit.set("Writable", "yes");
        }
    }

    /** Explicit even where it is the default, which the machine can change: {@code net.ipv6.bindv6only}. */
    private static void ipVersions(UnitWriter unit, ListenerSpec spec) {
        if (spec.ipVersion() == IpVersion.V6) {
            unit.set("BindIPv6Only", "ipv6-only");
        } else if (spec.ipVersion() == IpVersion.ANY
                && spec.address().orElseThrow() instanceof Address.Ip ip
                && Host.isDualStack(ip.host())) {
            unit.set("BindIPv6Only", "both");
        }
    }

    /** Many of the kernel's files are read-only, and the unit would fail. */
    private static boolean isWritable(ListenerSpec spec) {
        String address = spec.address().orElseThrow().toString();
        return spec.kind().orElseThrow() == Kind.SPECIAL
                && !address.startsWith("/proc/")
                && !address.startsWith("/sys/");
    }
}
