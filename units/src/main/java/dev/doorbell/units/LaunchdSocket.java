package dev.doorbell.units;

import com.dd.plist.NSDictionary;
import com.dd.plist.NSNumber;
import com.dd.plist.NSString;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.IpVersion;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import java.util.Optional;

/** One dictionary of {@code Sockets}. */
final class LaunchdSocket {
    /** {@code sun_path} of macOS's {@code unix(4)} has 104 bytes, the last of which is a NUL. */
    private static final int LONGEST_UNIX = 103;

    private LaunchdSocket() {}

    static NSDictionary of(ListenerSpec spec) {
        Kind kind = spec.kind()
                .orElseThrow(() -> cannot(
                        spec, "a bare name says nothing to listen on", "Add an address, as in http=tcp://*:8080."));
        refuseOptions(spec);
        NSDictionary socket = new NSDictionary();
        switch (kind) {
            case TCP, UDP -> ip(socket, spec, (Address.Ip) spec.address().orElseThrow());
            case UNIX_STREAM, UNIX_DATAGRAM -> unix(socket, spec, spec.address().orElseThrow());
            default ->
                throw cannot(
                        spec,
                        "it opens nothing of the kind " + kind,
                        "Use TCP, UDP, or a UNIX stream or datagram socket.");
        }
        boolean stream = kind == Kind.TCP || kind == Kind.UNIX_STREAM;
        socket.put("SockType", new NSString(stream ? "stream" : "dgram"));
        return socket;
    }

    private static void refuseOptions(ListenerSpec spec) {
        if (spec.options().backlog().isPresent()) {
            throw cannot(spec, "it has no key for \"backlog\"", "Leave that out.");
        }
        if (spec.options().reusePort()) {
            throw cannot(spec, "it has no key for \"reuseport\"", "Leave that out.");
        }
    }

    /**
     * Without a node or a family, launchd opens one socket for each IP version. A plain bind has one for both, so that a
     * program may ask for the one: IPv4v6 of {@code SockFamily} gives that.
     */
    private static void ip(NSDictionary socket, ListenerSpec spec, Address.Ip ip) {
        if (ip.port() == 0) {
            throw cannot(spec, "no client would know a port that the system chooses", "Choose one from 1 to 65535.");
        }
        if (Hosts.isAmbiguous(ip.host())) {
            throw cannot(
                    spec, "it is no address that everybody reads alike", "Write four numbers without zeros before.");
        }
        if (!Hosts.isWildcardOfBoth(ip.host())) {
            socket.put("SockNodeName", new NSString(ip.host()));
        }
        socket.put("SockServiceName", new NSString(Integer.toString(ip.port())));
        family(spec.ipVersion(), Hosts.isWildcardOfBoth(ip.host()))
                .ifPresent(family -> socket.put("SockFamily", new NSString(family)));
    }

    private static Optional<String> family(IpVersion version, boolean wildcard) {
        return switch (version) {
            case V4 -> Optional.of("IPv4");
            case V6 -> Optional.of("IPv6");
            case ANY -> wildcard ? Optional.of("IPv4v6") : Optional.empty();
        };
    }

    private static void unix(NSDictionary socket, ListenerSpec spec, Address address) {
        String path = address.toString();
        if (address instanceof Address.Abstract) {
            throw cannot(spec, "macOS has no abstract names", "Use a path.");
        }
        if (!path.startsWith("/")) {
            throw cannot(spec, "it has no folder for a relative path to start from", "Write the whole path.");
        }
        if (path.endsWith("/")) {
            throw cannot(spec, "a folder is no socket", "Write the path of the socket in it.");
        }
        if (Texts.bytes(path) > LONGEST_UNIX) {
            throw cannot(spec, "a path has at most " + LONGEST_UNIX + " bytes on macOS", "Use a shorter one.");
        }
        socket.put("SockPathName", new NSString(PlistText.checked("path", path)));
        // a property list has no octal numbers: 0660 is 432
        spec.options().mode().ifPresent(mode -> socket.put("SockPathMode", new NSNumber(mode)));
    }

    private static UnsupportedOperationException cannot(ListenerSpec spec, String reason, String fix) {
        return new UnsupportedOperationException(
                "launchd cannot listen for \"" + Texts.plain(spec.toString()) + "\": " + reason + ". " + fix);
    }
}
