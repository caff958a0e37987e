package dev.doorbell.spec;

/** The name and URI of a spec as text, with percent-encoding (RFC 3986). */
final class SpecText {
    private SpecText() {}

    static String uri(Kind kind, Address address, IpVersion version) {
        String scheme = kind.scheme().orElseThrow() + version.suffix();
        if (address instanceof Address.Ip) {
            return scheme + "://" + address;
        }
        if (address instanceof Address.Abstract || address instanceof Address.Netlink) {
            return scheme + ":" + encode(address.toString());
        }
        return scheme + encodePath(address.toString());
    }

    private static String encodePath(String path) {
        if (path.startsWith("/")) {
            return "://" + encode(path);
        }
        // unix:@x is the abstract name x, so a relative path that begins so has to look different
        return path.startsWith("@") ? ":%40" + encode(path.substring(1)) : ":" + encode(path);
    }

    /** Writes a name, with escapes for the characters that would end it in a spec, or begin an escape. */
    static String encodeName(String name) {
        if (name.indexOf('%') < 0 && name.indexOf(':') < 0 && name.indexOf('=') < 0) {
            return name;
        }
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            append(encoded, c, c == '%' || c == ':' || c == '=');
        }
        return encoded.toString();
    }

    static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            append(encoded, c, c <= ' ' || c == 127 || c == '%' || c == '?' || c == '#');
        }
        return encoded.toString();
    }

    private static void append(StringBuilder encoded, char c, boolean escaped) {
        if (escaped) {
            encoded.append('%').append(SpecEscapes.DIGITS.charAt(c >> 4)).append(SpecEscapes.DIGITS.charAt(c & 0xf));
        } else {
            encoded.append(c);
        }
    }
}
