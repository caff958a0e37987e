package dev.doorbell.spec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads percent-encoding (RFC 3986). The spec of an IP address needs none of it, and does not load this. */
final class SpecEscapes {
    /** RFC 3986, 2.1: an escape is written in upper case. */
    static final String DIGITS = "0123456789ABCDEF";

    private static final int RADIX = 16;
    private static final int ESCAPE_LENGTH = 3;

    private SpecEscapes() {}

    /** Decodes the escapes of a text; a run of escapes is UTF-8. */
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
