package dev.doorbell;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The URI of a spec, as text, and what stands in it: percent-encoding (RFC 3986) and numbers. */
final class SpecText {
    private static final int RADIX = 16;
    private static final int ESCAPE_LENGTH = 3;

    /** RFC 3986, 2.1: who writes an escape writes it in upper case. */
    private static final String DIGITS = "0123456789ABCDEF";

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

    /** The text with its escapes decoded; a run of escapes is UTF-8. */
    static String decode(String text) throws BadEscape {
        StringBuilder decoded = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            if (text.charAt(i) == '%') {
                int end = endOfEscapes(text, i);
                decoded.append(decodeRun(text, i, end));
                i = end;
            } else {
                decoded.append(text.charAt(i++));
            }
        }
        return decoded.toString();
    }

    private static int endOfEscapes(String text, int start) throws BadEscape {
        int i = start;
        while (i < text.length() && text.charAt(i) == '%') {
            if (digit(text, i + 1) < 0 || digit(text, i + 2) < 0) {
                throw new BadEscape(i, "a percent sign needs two hexadecimal digits; write % as %25.");
            }
            i += ESCAPE_LENGTH;
        }
        return i;
    }

    private static CharBuffer decodeRun(String text, int start, int end) throws BadEscape {
        ByteBuffer bytes = ByteBuffer.allocate((end - start) / ESCAPE_LENGTH);
        for (int i = start; i < end; i += ESCAPE_LENGTH) {
            bytes.put((byte) (digit(text, i + 1) * RADIX + digit(text, i + 2)));
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
        } catch (CharacterCodingException e) {
            throw new BadEscape(start + ESCAPE_LENGTH * bytes.position(), "these escapes are not UTF-8.");
        }
    }

    private static int digit(String text, int index) {
        return index < text.length() ? DIGITS.indexOf(upperCase(text.charAt(index))) : -1;
    }

    private static char upperCase(char c) {
        return c >= 'a' && c <= 'f' ? (char) (c - 'a' + 'A') : c;
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

    /** An escape that cannot be decoded; the message is the complaint about it. */
    static final class BadEscape extends Exception {
        private static final long serialVersionUID = 1L;

        private final int index;

        BadEscape(int index, String complaint) {
            super(complaint, null, false, false);
            this.index = index;
        }

        int index() {
            return index;
        }
    }
}
