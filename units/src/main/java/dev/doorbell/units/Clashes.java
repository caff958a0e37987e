package dev.doorbell.units;

import static org.apache.commons.lang3.Validate.isTrue;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.units.text.PrintableText;
import java.util.List;
import java.util.Set;

/** Listeners that cannot be bound at the same time: the second of their units would fail to start. */
final class Clashes {
    private static final Set<Kind> UNIX_SOCKETS = Set.of(Kind.UNIX_STREAM, Kind.UNIX_SEQPACKET, Kind.UNIX_DATAGRAM);

    private Clashes() {}

    static void refuse(List<ListenerSpec> specs) {
        for (int i = 0; i < specs.size(); i++) {
            for (ListenerSpec other : specs.subList(0, i)) {
                if (!specs.get(i).isBareName() && !other.isBareName()) {
                    refuse(other, specs.get(i));
                }
            }
        }
    }

    private static void refuse(ListenerSpec one, ListenerSpec other) {
        Address mine = one.address().orElseThrow();
        Address theirs = other.address().orElseThrow();
        if (mine instanceof Address.Ip ip && theirs instanceof Address.Ip otherIp) {
            refuse(one, ip, other, otherIp);
        } else {
            refuseSame(mine.equals(theirs) && isOneSocket(one, other), one, other);
        }
    }

    /**
     * With {@code SO_REUSEADDR}, which systemd sets, a wildcard and an address that it covers can both be bound with UDP.
     * With TCP they cannot while one of them listens: socket(7), inet_csk_get_port() of Linux.
     */
    private static void refuse(ListenerSpec one, Address.Ip ip, ListenerSpec other, Address.Ip otherIp) {
        boolean shared = one.options().reusePort() && other.options().reusePort();
        if (shared || !one.kind().equals(other.kind()) || ip.port() != otherIp.port()) {
            return;
        }
        Coverage mine = Coverage.of(one, ip);
        Coverage theirs = Coverage.of(other, otherIp);
        refuseSame(mine.isSame(theirs), one, other);
        isTrue(
                one.kind().orElseThrow() != Kind.TCP || !mine.meets(theirs),
                "The listeners \"%s\" and \"%s\" cannot both start: of %s and %s, one is a wildcard that covers the"
                        + " other. Declare one of them, or give each its own port.",
                one.name(),
                other.name(),
                ip,
                otherIp);
    }

    private static void refuseSame(boolean same, ListenerSpec one, ListenerSpec other) {
        isTrue(
                !same,
                "The listeners \"%s\" and \"%s\" have the same address, %s. Declare one of them, or give each its own"
                        + " address.",
                one.name(),
                other.name(),
                PrintableText.of(other.address().orElseThrow().toString()));
    }

    /** A path is one file. An abstract name is one per kind. Devices, queues and netlink groups can be opened twice. */
    private static boolean isOneSocket(ListenerSpec one, ListenerSpec other) {
        Kind kind = one.kind().orElseThrow();
        Kind otherKind = other.kind().orElseThrow();
        return UNIX_SOCKETS.contains(kind)
                && UNIX_SOCKETS.contains(otherKind)
                && (kind == otherKind || one.address().orElseThrow() instanceof Address.File);
    }
}
