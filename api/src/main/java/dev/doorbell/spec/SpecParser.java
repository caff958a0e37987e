package dev.doorbell.spec;

import org.jspecify.annotations.Nullable;

/**
 * Reads one spec: its name, its scheme, and the address of a TCP or UDP listener. Other parsers read the rest, so that a start
 * without them does not load them. A spec that was read keeps the rules of {@link SpecRules}, and is not checked again.
 */
final class SpecParser {
    private static final String SCHEMES =
            "tcp, tcp4, tcp6, udp, udp4, udp6, unix, unixpacket, unixgram, fifo, special, netlink or mqueue";

    static final String FORBIDDEN = "a listener name cannot have this character. ";
    static final String NAME_RULE =
            "Use 1 to 255 printable ASCII characters; in a spec, write ':' as %3A, '=' as %3D and '%' as %25.";

    private static final int LONGEST_NAME = 255;
    private static final int LARGEST_PORT = 65_535;

    private final String text;

    SpecParser(String text) {
        this.text = text;
    }

    ListenerSpec parse() {
        int equals = text.indexOf('=');
        String name = name(equals < 0 ? text.length() : equals);
        return equals < 0 ? new ListenerSpec(name, null, null) : parseUri(name, equals + 1);
    }

    private String name(int end) {
        int bad = 0;
        while (bad < end && isInNames(text.charAt(bad)) && text.charAt(bad) != ':') {
            bad++;
        }
        String name = text.substring(0, bad);
        if (name.indexOf('%') >= 0) {
            name = SpecEscapes.decodeName(text, bad);
        }
        if (bad < end) {
            throw SpecSource.error(text, bad, FORBIDDEN + NAME_RULE);
        }
        if (!hasLengthOfNames(name)) {
            throw SpecSource.error(
                    text, end, "a listener name has 1 to 255 characters, this one has " + name.length() + ".");
        }
        return name;
    }

    /**
     * Returns whether a name may have a character. {@code FileDescriptorName=} has no colon, fdname_is_valid() of systemd, but a key of
     * launchd's {@code Sockets} may have one.
     */
    static boolean isInNames(char c) {
        return c >= ' ' && c < 127;
    }

    static boolean hasLengthOfNames(String name) {
        return !name.isEmpty() && name.length() <= LONGEST_NAME;
    }

    private ListenerSpec parseUri(String name, int start) {
        int hash = text.indexOf('#', start);
        if (hash >= 0) {
            throw SpecSource.error(text, hash, "a spec has no fragment; write # as %23.");
        }
        int colon = text.indexOf(':', start);
        if (colon < 0) {
            throw SpecSource.error(text, start, "expected a URI such as tcp://127.0.0.1:8080 or unix:///run/x.sock.");
        }
        int query = text.indexOf('?', colon);
        int end = query < 0 ? text.length() : query;
        String scheme = lowerCase(text.substring(start, colon));
        Kind kind = kindOf(scheme);
        ListenerSpec spec = kind == null
                ? ofVersion(name, scheme, start, end)
                : new ListenerSpec(name, kind, address(kind, colon + 1, end));
        return query < 0 ? spec : new SpecOptionParser(text, spec).parse(query + 1);
    }

    /** RFC 3986, 3.1: a scheme's case does not matter. ASCII only, since U+212A would turn into a k elsewhere. */
    private static String lowerCase(String scheme) {
        StringBuilder lower = new StringBuilder(scheme);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c - 'A' + 'a'));
            }
        }
        return lower.toString();
    }

    private static @Nullable Kind kindOf(String scheme) {
        for (Kind kind : Kind.values()) {
            if (kind.scheme().isPresent() && kind.scheme().get().equals(scheme)) {
                return kind;
            }
        }
        return null;
    }

    /** Reads a spec whose scheme names an IP version, such as {@code tcp4}. */
    private ListenerSpec ofVersion(String name, String scheme, int start, int end) {
        IpVersion version = scheme.endsWith("4") ? IpVersion.V4 : IpVersion.V6;
        Kind kind = kindOf(scheme.substring(0, Math.max(0, scheme.length() - 1)));
        if (!scheme.endsWith(version.suffix()) || (kind != Kind.TCP && kind != Kind.UDP)) {
            String given = text.substring(start, start + scheme.length());
            throw SpecSource.error(text, start, "\"" + given + "\" is not a scheme; expected " + SCHEMES + ".");
        }
        int from = start + scheme.length() + 1;
        ListenerSpec spec = new ListenerSpec(name, kind, address(kind, from, end));
        try {
            return spec.ipVersion(version);
        } catch (IllegalArgumentException refused) {
            throw SpecSource.error(text, from + "//".length(), String.valueOf(refused.getMessage()));
        }
    }

    private Address address(Kind kind, int start, int end) {
        if (kind != Kind.TCP && kind != Kind.UDP) {
            return new SpecAddressParser(text, kind).parse(start, end);
        }
        if (!text.startsWith("//", start)) {
            throw SpecSource.error(text, start, "expected // here, as in tcp://127.0.0.1:8080.");
        }
        return ip(start + 2, end);
    }

    private Address ip(int start, int end) {
        boolean bracket = start < end && text.charAt(start) == '[';
        int colon = bracket ? afterBracket(start, end) : text.lastIndexOf(':', end - 1);
        if (colon < start) {
            throw SpecSource.error(text, end, "expected :PORT at the end of the address.");
        }
        String host = bracket ? HostText.ipv6In(text, start + 1, colon - 1) : hostName(start, colon);
        return Address.Ip.of(host, port(colon + 1, end));
    }

    private int afterBracket(int start, int end) {
        int close = text.indexOf(']', start);
        if (close < 0 || close >= end) {
            throw SpecSource.error(text, end, "expected ] after the IPv6 address.");
        }
        if (close + 1 < end && text.charAt(close + 1) != ':') {
            throw SpecSource.error(text, close + 1, "expected :PORT after the ].");
        }
        return close + 1 < end ? close + 1 : -1;
    }

    private int port(int start, int end) {
        String port = text.substring(start, end);
        int number = number(port, 10);
        if (number < 0 || number > LARGEST_PORT) {
            throw SpecSource.error(text, start, "expected a port from 0 to 65535, got \"" + port + "\".");
        }
        return number;
    }

    private String hostName(int start, int colon) {
        if (colon == start) {
            throw SpecSource.error(text, start, "expected a host name, an IP address or * before the port.");
        }
        String name = text.substring(start, colon);
        int bad = Address.Ip.badNameCharacter(name);
        if (bad >= 0) {
            throw SpecSource.error(
                    text,
                    start + bad,
                    name.charAt(bad) == ':'
                            ? "an IPv6 address stands in brackets, as in tcp://[::1]:8080."
                            : "a host name has ASCII letters, digits, '.', '-' and '_' only; * stands alone.");
        }
        return name;
    }

    /**
     * Reads the number that ASCII digits write; -1 if they write none that fits an int.
     *
     * @param radix up to 10
     */
    static int number(String digits, int radix) {
        long number = digits.isEmpty() ? -1 : 0;
        for (int i = 0; i < digits.length() && number >= 0; i++) {
            // not Character.digit: it takes the digits of every script
            int digit = digits.charAt(i) - '0';
            number = digit < 0 || digit >= radix ? -1 : number * radix + digit;
            number = number > Integer.MAX_VALUE ? -1 : number;
        }
        return (int) number;
    }
}
