package dev.doorbell.descriptors.posix;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Text for the system, as a string that has one character for each byte: a text that came from the system goes back to it
 * byte by byte, whatever its encoding is.
 */
public final class ByteText {
    private static final String ENCODING = System.getProperty("sun.jnu.encoding", "UTF-8");

    private ByteText() {}

    /**
     * Encodes a text as the JDK encodes arguments and paths.
     *
     * @throws IllegalArgumentException if there is a NUL, or a character that the encoding lacks
     */
    public static String of(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "expected a text without a NUL, got \"" + text.replace("\0", "\\0") + "\". Remove the NUL.");
        }
        try {
            ByteBuffer bytes = Charset.forName(ENCODING).newEncoder().encode(CharBuffer.wrap(text));
            return StandardCharsets.ISO_8859_1.decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" has characters that the encoding of this JVM, " + ENCODING
                            + ", lacks. Start Java in a UTF-8 locale, such as LC_ALL=C.UTF-8.",
                    e);
        }
    }

    /** The text for messages, and for {@link java.io.File}. */
    public static String decoded(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), Charset.forName(ENCODING));
    }
}
