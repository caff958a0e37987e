package dev.doorbell.units;

import com.dd.plist.NSDictionary;
import com.dd.plist.NSNumber;
import com.dd.plist.NSString;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.IpVersion;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.units.text.CheckedText;

/** One dictionary of {@code Sockets}, {@code launchd.plist(5)}. */
final class LaunchdSocket {
    private static final int LONGEST_UNIX = OperatingSystem.MACOS.longestSocketName();

    private LaunchdSocket() {}

    static NSDictionary of(ListenerSpec spec) {
        Kind kind = Unsupported.LAUNCHD.kind(spec);
        NSDictionary socket = new NSDictionary();
        switch (kind) {
            case TCP, UDP -> ip(socket, spec, (Address.Ip) spec.address().orElseThrow());
            case UNIX_STREAM, UNIX_DATAGRAM -> unix(socket, spec, spec.address().orElseThrow());
            default ->
                throw cannot(
                        spec,
                        "launchd has no sockets of kind " + kind,
                        "Use TCP, UDP, or a UNIX stream or datagram socket.");
        }
        boolean stream = kind == Kind.TCP || kind == Kind.UNIX_STREAM;
        socket.put("SockType", new NSString(stream ? "stream" : "dgram"));
        return socket;
    }

    private static void ip(NSDictionary socket, ListenerSpec spec, Address.Ip ip) {
        if (ip.port() == 0) {
            throw cannot(spec, "port 0 lets the kernel choose the port, which no client knows", "Use 1 to 65535.");
        }
        if (Host.of(ip.host()) == Host.AMBIGUOUS) {
            throw cannot(spec, "programs read that host differently", "Write four numbers without leading zeros.");
        }
        boolean dualStack = Host.isDualStack(ip.host());
        if (!dualStack) {
            socket.put("SockNodeName", new NSString(ip.host()));
        }
        socket.put("SockServiceName", new NSString(Integer.toString(ip.port())));
        if (dualStack || spec.ipVersion() != IpVersion.ANY) {
            socket.put("SockFamily", new NSString(family(spec.ipVersion())));
        }
    }

    /**
     * Without a node or a family, launchd opens one socket for each IP version. A plain bind opens one for both, which is
     * what a program may expect, and what IPv4v6 makes launchd open.
     */
    private static String family(IpVersion version) {
        return switch (version) {
            case V4 -> "IPv4";
            case V6 -> "IPv6";
            case ANY -> "IPv4v6";
        };
    }

    private static void unix(NSDictionary socket, ListenerSpec spec, Address address) {
        String path = address.toString();
        if (address instanceof Address.Abstract) {
            throw cannot(spec, "macOS has no abstract names", "Use a path.");
        }
        if (!path.startsWith("/")) {
            throw cannot(spec, "launchd has no directory that a relative path starts from", "Write an absolute path.");
        }
        if (path.endsWith("/")) {
            throw cannot(spec, "the path is a directory", "Write the path of a socket in it.");
        }
        if (CheckedText.bytes(path) > LONGEST_UNIX) {
            throw cannot(spec, "a path has at most " + LONGEST_UNIX + " bytes on macOS", "Use a shorter one.");
        }
        socket.put("SockPathName", new NSString(CheckedText.xml("path", path)));
        // a property list has no octal numbers: 0660 is 432
        spec.options().mode().ifPresent(mode -> socket.put("SockPathMode", new NSNumber(mode)));
    }

    private static UnsupportedOperationException cannot(ListenerSpec spec, String reason, String fix) {
        return Unsupported.LAUNCHD.listener(spec, reason, fix);
    }
}
