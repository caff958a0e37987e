package dev.doorbell.units;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import java.util.List;

/** Listeners that the system would not let be together: the second of their units would fail when it is started. */
final class Clashes {
    private Clashes() {}

    static void refuse(List<ListenerSpec> specs) {
        for (int i = 0; i < specs.size(); i++) {
            for (ListenerSpec other : specs.subList(0, i)) {
                refuse(other, specs.get(i));
            }
        }
    }

    private static void refuse(ListenerSpec one, ListenerSpec other) {
        if (one.address().isEmpty() || other.address().isEmpty()) {
            return;
        }
        Address mine = one.address().get();
        Address theirs = other.address().get();
        if (mine instanceof Address.Ip ip && theirs instanceof Address.Ip same) {
            ips(one, ip, other, same);
        } else if (isOneSocket(one, other)) {
            throw same(one, other);
        }
    }

    /**
     * With {@code SO_REUSEADDR}, which systemd sets, a wildcard and an address that it covers can both be bound of UDP, and
     * cannot of TCP while one of them listens: socket(7), inet_csk_get_port() of Linux.
     */
    private static void ips(ListenerSpec one, Address.Ip ip, ListenerSpec other, Address.Ip same) {
        boolean shared = one.options().reusePort() && other.options().reusePort();
        if (shared || !one.kind().equals(other.kind()) || ip.port() != same.port()) {
            return;
        }
        Coverage mine = Coverage.of(one, ip);
        Coverage theirs = Coverage.of(other, same);
        if (mine.isSame(theirs)) {
            throw same(one, other);
        }
        if (one.kind().orElseThrow() == Kind.TCP && mine.meets(theirs)) {
            throw new IllegalArgumentException("The listeners \"" + one.name() + "\" and \"" + other.name()
                    + "\" cannot both start: of " + ip + " and " + same
                    + ", one is every address of the machine, and the"
                    + " other is one of these. Declare one of them, or give each a port of its own.");
        }
    }

    private static IllegalArgumentException same(ListenerSpec one, ListenerSpec other) {
        return new IllegalArgumentException("The listeners \"" + one.name() + "\" and \"" + other.name()
                + "\" have the same address, "
                + Texts.plain(other.address().orElseThrow().toString())
                + ". Declare one of them, or give each its own.");
    }

    /** An abstract name is one for each kind, and a path is one file. */
    private static boolean isOneSocket(ListenerSpec one, ListenerSpec other) {
        Address mine = one.address().orElseThrow();
        boolean oneName = !(mine instanceof Address.Abstract) || one.kind().equals(other.kind());
        return mine.equals(other.address().orElseThrow()) && isSocket(one) && isSocket(other) && oneName;
    }

    /** What is opened may be opened twice: a device, a queue, a group of the kernel's. */
    private static boolean isSocket(ListenerSpec spec) {
        Kind kind = spec.kind().orElseThrow();
        return kind == Kind.UNIX_STREAM || kind == Kind.UNIX_SEQPACKET || kind == Kind.UNIX_DATAGRAM;
    }
}
