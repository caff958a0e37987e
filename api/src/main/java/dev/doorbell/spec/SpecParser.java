package dev.doorbell.spec;

/** Reads one spec: its name, its scheme, and with the help of the other parsers the rest. */
final class SpecParser {
    private static final String SCHEMES =
            "tcp, tcp4, tcp6, udp, udp4, udp6, unix, unixpacket, unixgram, fifo, special, netlink or mqueue";

    private final String text;

    SpecParser(String text) {
        this.text = text;
    }

    ListenerSpec parse() {
        int equals = text.indexOf('=');
        String name = name(equals < 0 ? text.length() : equals);
        return equals < 0 ? ListenerSpec.named(name) : parseUri(name, equals + 1);
    }

    private String name(int end) {
        int bad = badCharacter(end);
        String name = text.substring(0, bad);
        if (name.indexOf('%') >= 0) {
            name = SpecEscapedName.decode(text, bad);
        }
        if (bad < end) {
            throw SpecSource.error(text, bad, SpecRules.FORBIDDEN + SpecRules.NAME_RULE);
        }
        if (SpecRules.badCharacter(name) >= 0) {
            throw SpecSource.error(
                    text, end, "a listener name has 1 to 255 characters, this one has " + name.length() + ".");
        }
        return name;
    }

    /** The first character in front of an index that no name has as it is, or that index. */
    private int badCharacter(int end) {
        int i = 0;
        while (i < end && SpecRules.isInNames(text.charAt(i)) && text.charAt(i) != ':') {
            i++;
        }
        return i;
    }

    private ListenerSpec parseUri(String name, int start) {
        refuseFragment(start);
        int colon = text.indexOf(':', start);
        if (colon < 0) {
            throw SpecSource.error(text, start, "expected a URI such as tcp://127.0.0.1:8080 or unix:///run/x.sock.");
        }
        String scheme = SpecText.lowerCase(text.substring(start, colon));
        Kind kind = kindOf(scheme, start);
        int query = text.indexOf('?', colon);
        int end = query < 0 ? text.length() : query;
        ListenerSpec plain = ListenerSpec.of(name, kind, address(kind, colon + 1, end));
        ListenerSpec spec = ofVersion(plain, versionOf(scheme), colon + "://".length());
        return query < 0 ? spec : new SpecOptionParser(text, spec).parse(query + 1);
    }

    private void refuseFragment(int start) {
        int hash = text.indexOf('#', start);
        if (hash >= 0) {
            throw SpecSource.error(text, hash, "a spec has no fragment; write # as %23.");
        }
    }

    private Kind kindOf(String scheme, int start) {
        String withoutVersion = versionOf(scheme) == IpVersion.ANY ? scheme : scheme.substring(0, scheme.length() - 1);
        for (Kind kind : Kind.values()) {
            if (kind.scheme().isPresent() && kind.scheme().get().equals(withoutVersion)) {
                return kind;
            }
        }
        String given = text.substring(start, start + scheme.length());
        throw SpecSource.error(text, start, "\"" + given + "\" is no scheme; expected " + SCHEMES + ".");
    }

    private static IpVersion versionOf(String scheme) {
        return switch (scheme) {
            case "tcp4", "udp4" -> IpVersion.V4;
            case "tcp6", "udp6" -> IpVersion.V6;
            default -> IpVersion.ANY;
        };
    }

    private Address address(Kind kind, int start, int end) {
        return SpecRules.IP.contains(kind)
                ? new SpecIpParser(text).parse(start, end)
                : new SpecAddressParser(text, kind).parse(start, end);
    }

    private ListenerSpec ofVersion(ListenerSpec spec, IpVersion version, int host) {
        try {
            return version == IpVersion.ANY ? spec : spec.ipVersion(version);
        } catch (IllegalArgumentException refused) {
            throw SpecSource.error(text, host, String.valueOf(refused.getMessage()));
        }
    }
}
