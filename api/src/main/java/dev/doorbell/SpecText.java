package dev.doorbell;

import java.nio.charset.StandardCharsets;

/** The URI of a spec, as text, and what stands in it: percent-encoding (RFC 3986) and numbers. */
final class SpecText {
    private static final int RADIX = 16;

    /** RFC 3986, 2.1: who writes an escape writes it in upper case. */
    private static final String DIGITS = "0123456789ABCDEF";

    private SpecText() {}

    static String uri(Kind kind, Address address, IpVersion version) {
        String scheme = kind.scheme().orElseThrow() + suffix(version);
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

    /** RFC 3986, 3.1: a scheme's case does not matter. ASCII alone, since U+212A would turn into a k elsewhere. */
    static String lowerCase(String scheme) {
        StringBuilder lower = new StringBuilder(scheme);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c - 'A' + 'a'));
            }
        }
        return lower.toString();
    }

    private static String suffix(IpVersion version) {
        return switch (version) {
            case ANY -> "";
            case V4 -> "4";
            case V6 -> "6";
        };
    }

    static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == 127 || c == '%' || c == '?' || c == '#') {
                encoded.append('%').append(DIGITS.charAt(c >> 4)).append(DIGITS.charAt(c & 0xf));
            } else {
                encoded.append(c);
            }
        }
        return encoded.toString();
    }

    /** The decoded text, or the exception's index of the percent sign that begins no escape. */
    static String decode(String text) throws BadEscape {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] decoded = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                decoded[length++] = bytes[i];
                continue;
            }
            int high = digit(bytes, i + 1);
            int low = digit(bytes, i + 2);
            if (high < 0 || low < 0) {
                throw new BadEscape(new String(bytes, 0, i, StandardCharsets.UTF_8).length());
            }
            decoded[length++] = (byte) (high * RADIX + low);
            i += 2;
        }
        return new String(decoded, 0, length, StandardCharsets.UTF_8);
    }

    /**
     * The number that ASCII digits write; -1 if they write none that fits an int.
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

    private static int digit(byte[] bytes, int index) {
        return index < bytes.length ? Character.digit(bytes[index], RADIX) : -1;
    }

    /** A percent sign that begins no escape. */
    static final class BadEscape extends Exception {
        private static final long serialVersionUID = 1L;

        private final int index;

        BadEscape(int index) {
            super(null, null, false, false);
            this.index = index;
        }

        int index() {
            return index;
        }
    }
}
