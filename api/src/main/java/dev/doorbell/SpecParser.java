package dev.doorbell;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads one spec; every complaint points at the character. */
final class SpecParser {
    private static final String SCHEMES =
            "tcp, tcp4, tcp6, udp, udp4, udp6, unix, unixpacket, unixgram, fifo, special," + " netlink or mqueue";
    private static final int LARGEST_PORT = 65_535;

    private final String text;

    SpecParser(String text) {
        this.text = text;
    }

    ListenerSpec parse() {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        int bad = SpecRules.badCharacter(name);
        if (bad >= 0) {
            throw error(
                    bad,
                    bad < name.length()
                            ? "a listener name cannot have this character. " + SpecRules.nameRule()
                            : "a listener name has 1 to 255 characters, this one has " + name.length() + ".");
        }
        return equals < 0 ? ListenerSpec.named(name) : parseUri(name, equals + 1);
    }

    private ListenerSpec parseUri(String name, int start) {
        int colon = text.indexOf(':', start);
        if (colon < 0) {
            throw error(start, "expected a URI such as tcp://127.0.0.1:8080 or unix:///run/x.sock.");
        }
        String scheme = text.substring(start, colon);
        IpVersion version = versionOf(scheme);
        Kind kind = kindOf(version == IpVersion.ANY ? scheme : scheme.substring(0, scheme.length() - 1), start);
        int query = text.indexOf('?', colon);
        int end = query < 0 ? text.length() : query;
        ListenerSpec spec = ListenerSpec.of(name, kind, parseAddress(kind, colon + 1, end));
        if (version != IpVersion.ANY) {
            spec = spec.ipVersion(version);
        }
        return query < 0 ? spec : parseOptions(spec, query + 1);
    }

    private static IpVersion versionOf(String scheme) {
        return switch (scheme) {
            case "tcp4", "udp4" -> IpVersion.V4;
            case "tcp6", "udp6" -> IpVersion.V6;
            default -> IpVersion.ANY;
        };
    }

    private Kind kindOf(String scheme, int start) {
        for (Kind kind : Kind.values()) {
            if (kind.scheme().isPresent() && kind.scheme().get().equals(scheme)) {
                return kind;
            }
        }
        throw error(start, "\"" + scheme + "\" is no scheme; expected " + SCHEMES + ".");
    }

    private Address parseAddress(Kind kind, int start, int end) {
        if (SpecRules.IP.contains(kind)) {
            return parseIp(afterSlashes(start, end, "tcp://127.0.0.1:8080"), end);
        }
        if (kind == Kind.NETLINK) {
            return parseNetlink(start, end);
        }
        if (SpecRules.UNIX.contains(kind) && start < end && text.charAt(start) == '@') {
            return new Address.Abstract(nonEmpty(start + 1, end, "a name after the @"));
        }
        int path = pathStart(kind, start, end);
        return kind == Kind.MESSAGE_QUEUE ? parseQueue(path, end) : new Address.File(parsePath(path, end));
    }

    private int afterSlashes(int start, int end, String example) {
        if (!text.startsWith("//", start) || start + 2 > end) {
            throw error(start, "expected // here, as in " + example + ".");
        }
        return start + 2;
    }

    private Address parseIp(int start, int end) {
        int colon = portColon(start, end);
        if (colon == start) {
            throw error(start, "expected a host name, an IP address or * before the port.");
        }
        String host = hostOf(start, colon);
        String port = text.substring(colon + 1, end);
        int number = unsigned(port);
        if (number < 0 || number > LARGEST_PORT) {
            throw error(colon + 1, "a port is a number from 0 to 65535, not \"" + port + "\".");
        }
        return Address.Ip.of(host, number);
    }

    private int portColon(int start, int end) {
        int colon = text.lastIndexOf(':', end - 1);
        int bracket = text.lastIndexOf(']', end - 1);
        if (bracket >= start && bracket + 1 < end && text.charAt(bracket + 1) != ':') {
            throw error(bracket + 1, "expected :PORT after the ].");
        }
        if (colon < start || colon < bracket) {
            throw error(end, "expected :PORT at the end of the address.");
        }
        return colon;
    }

    private String hostOf(int start, int colon) {
        if (text.charAt(start) == '[') {
            return bracketed(start, colon);
        }
        for (int i = start; i < colon; i++) {
            char c = text.charAt(i);
            if (c == ':') {
                throw error(i, "an IPv6 address stands in brackets, as in tcp://[::1]:8080.");
            }
            if (!Character.isLetterOrDigit(c) && c != '.' && c != '-' && c != '_' && c != '*') {
                throw error(i, "a host name cannot have this character.");
            }
        }
        return text.substring(start, colon);
    }

    private String bracketed(int start, int colon) {
        if (text.charAt(colon - 1) != ']') {
            throw error(colon, "expected ] before the port.");
        }
        String host = text.substring(start + 1, colon - 1);
        int scope = host.indexOf('%');
        String address = scope < 0 ? host : host.substring(0, scope);
        try {
            // in brackets, so that it is never looked up as a name
            if (address.indexOf(':') >= 0 && InetAddress.getByName("[" + address + "]") != null) {
                return host;
            }
        } catch (UnknownHostException notAnAddress) {
            // said below
        }
        throw error(start + 1, "\"" + address + "\" is not an IPv6 address.");
    }

    private Address parseNetlink(int start, int end) {
        int slash = text.indexOf('/', start);
        if (slash == start) {
            throw error(start, "expected a netlink family, as in netlink:kobject-uevent/1.");
        }
        if (slash < 0 || slash >= end) {
            return new Address.Netlink(nonEmpty(start, end, "a netlink family, as in netlink:route"), 0);
        }
        int group = unsigned(text.substring(slash + 1, end));
        if (group < 0) {
            throw error(slash + 1, "a netlink group is a number from 0.");
        }
        return new Address.Netlink(decoded(start, slash), group);
    }

    private int pathStart(Kind kind, int start, int end) {
        if (!text.startsWith("//", start)) {
            return start;
        }
        if (start + 2 >= end || text.charAt(start + 2) != '/') {
            throw error(
                    Math.min(start + 2, end),
                    "an absolute path follows, as in " + kind.scheme().orElseThrow()
                            + ":///run/x; a relative one is written without slashes before it.");
        }
        return start + 2;
    }

    private Address parseQueue(int start, int end) {
        String name = decoded(start, end);
        if (!name.startsWith("/") || name.length() < 2 || name.indexOf('/', 1) > 0) {
            throw error(start, "a message queue's name is a slash and then characters other than slashes.");
        }
        return new Address.MessageQueue(name);
    }

    private Path parsePath(int start, int end) {
        try {
            return Path.of(nonEmpty(start, end, "a path"));
        } catch (InvalidPathException invalid) {
            throw error(start, "this is no path here: " + invalid.getReason() + ".");
        }
    }

    private ListenerSpec parseOptions(ListenerSpec spec, int start) {
        ListenerSpec result = spec;
        for (int from = start; from <= text.length(); ) {
            int ampersand = text.indexOf('&', from);
            int to = ampersand < 0 ? text.length() : ampersand;
            result = parseOption(result, from, to);
            from = to + 1;
        }
        return result;
    }

    private ListenerSpec parseOption(ListenerSpec spec, int from, int to) {
        int equals = text.indexOf('=', from);
        String key = text.substring(from, equals < 0 || equals > to ? to : equals);
        int at = from + key.length() + 1;
        String value = at <= to ? text.substring(at, to) : "";
        try {
            return switch (key) {
                case "backlog" -> spec.backlog(number(value, 10, at, "a number from 1"));
                case "mode" -> spec.mode(number(value, 8, at, "an octal number such as 0660"));
                case "reuseport" -> spec.reusePort(bool(value, at));
                default ->
                    throw error(from, "there is no option \"" + key + "\"; expected backlog, mode or reuseport.");
            };
        } catch (PointedException pointed) {
            throw pointed;
        } catch (IllegalArgumentException refused) {
            throw error(from, String.valueOf(refused.getMessage()));
        }
    }

    private int number(String value, int radix, int at, String expected) {
        int number = unsigned(value, radix);
        if (number < 0) {
            throw error(Math.min(at, text.length()), "expected " + expected + ", not \"" + value + "\".");
        }
        return number;
    }

    private boolean bool(String value, int at) {
        if (!value.equals("true") && !value.equals("false")) {
            throw error(Math.min(at, text.length()), "expected true or false, not \"" + value + "\".");
        }
        return value.equals("true");
    }

    private String nonEmpty(int start, int end, String what) {
        if (start >= end) {
            throw error(end, "expected " + what + ".");
        }
        return decoded(start, end);
    }

    private String decoded(int start, int end) {
        int hash = text.indexOf('#', start);
        if (hash >= 0 && hash < end) {
            throw error(hash, "a spec has no fragment; write # as %23.");
        }
        try {
            return SpecText.decode(text.substring(start, end));
        } catch (SpecText.BadEscape bad) {
            throw error(start + bad.index(), "a percent sign needs two hexadecimal digits; write % as %25.");
        }
    }

    private static int unsigned(String digits) {
        return unsigned(digits, 10);
    }

    private static int unsigned(String digits, int radix) {
        if (digits.isEmpty() || Character.digit(digits.charAt(0), radix) < 0) {
            return -1;
        }
        try {
            return Integer.parseInt(digits, radix);
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }

    private PointedException error(int index, String complaint) {
        return new PointedException("Cannot read the listener spec at character " + (index + 1) + ": " + complaint
                + "\n    " + text + "\n    " + " ".repeat(index) + "^");
    }

    /** A complaint that already points at its character. */
    private static final class PointedException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        PointedException(String message) {
            super(message);
        }
    }
}
