package dev.doorbell.spec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads percent-encoding (RFC 3986). Most specs need none of it, and do not load this. */
final class SpecEscapes {
    /** RFC 3986, 2.1: an escape is written in upper case. */
    static final String DIGITS = "0123456789ABCDEF";

    private static final int RADIX = 16;
    private static final int ESCAPE_LENGTH = 3;

    private SpecEscapes() {}

    /** Decodes the name of a spec, which ends at an index of its text. */
    static String decodeName(String text, int end) {
        String name = decode(text, 0, end);
        for (int i = 0, at = 0; i < name.length(); i++) {
            if (!SpecParser.isInNames(name.charAt(i))) {
                throw SpecSource.error(text, at, SpecParser.FORBIDDEN + SpecParser.NAME_RULE);
            }
            at += text.charAt(at) == '%' ? ESCAPE_LENGTH : 1;
        }
        return name;
    }

    /** Decodes the escapes between two indices of the text of a spec; a run of escapes is UTF-8. */
    static String decode(String text, int start, int end) {
        StringBuilder decoded = new StringBuilder();
        for (int i = start; i < end; ) {
            if (text.charAt(i) == '%') {
                int endOfRun = endOfEscapes(text, i, end);
                decoded.append(decodeRun(text, i, endOfRun));
                i = endOfRun;
            } else {
                decoded.append(text.charAt(i++));
            }
        }
        return decoded.toString();
    }

    private static int endOfEscapes(String text, int start, int end) {
        int i = start;
        while (i < end && text.charAt(i) == '%') {
            if (i + 2 >= end || digit(text, i + 1) < 0 || digit(text, i + 2) < 0) {
                throw SpecSource.error(text, i, "a percent sign needs two hexadecimal digits; write % as %25.");
            }
            i += ESCAPE_LENGTH;
        }
        return i;
    }

    private static CharBuffer decodeRun(String text, int start, int end) {
        ByteBuffer bytes = ByteBuffer.allocate((end - start) / ESCAPE_LENGTH);
        for (int i = start; i < end; i += ESCAPE_LENGTH) {
            bytes.put((byte) (digit(text, i + 1) * RADIX + digit(text, i + 2)));
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
        } catch (CharacterCodingException e) {
            int bad = start + ESCAPE_LENGTH * bytes.position();
            throw SpecSource.error(text, bad, "these escapes are not UTF-8.");
        }
    }

    private static int digit(String text, int index) {
        char c = text.charAt(index);
        return DIGITS.indexOf(c >= 'a' && c <= 'f' ? (char) (c - 'a' + 'A') : c);
    }
}
