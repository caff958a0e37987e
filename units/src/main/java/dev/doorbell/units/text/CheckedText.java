package dev.doorbell.units.text;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.commons.lang3.Validate;

/** Checks of text that comes from a caller. */
public final class CheckedText {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    /** XML 1.0 has no such characters, and reads a carriage return back as a line feed (2.11). */
    private static final Pattern NOT_XML = Pattern.compile("[\0-\\x08\\x0b-\\x1f\\ufffe\\uffff]");

    private CheckedText() {}

    /**
     * Checks that a text contains no control character.
     *
     * @param what the text's name in the message
     * @param text the text
     * @return the text
     * @throws IllegalArgumentException if it does
     */
    public static String withoutControlCharacters(String what, String text) {
        return checked(what, text, CONTROL, "a control character");
    }

    /**
     * Checks that a text contains no character that XML cannot represent.
     *
     * @param what the text's name in the message
     * @param text the text
     * @return the text
     * @throws IllegalArgumentException if it does
     */
    public static String xml(String what, String text) {
        return checked(what, text, NOT_XML, "a character that XML cannot represent");
    }

    /**
     * Checks that a text contains no unpaired surrogate.
     *
     * @param what the text's name in the message
     * @param text the text
     * @return the text
     * @throws IllegalArgumentException if it does
     */
    public static String unicode(String what, String text) {
        Validate.isTrue(
                StandardCharsets.UTF_8.newEncoder().canEncode(text),
                "The %s \"%s\" contains an unpaired surrogate. Remove it.",
                what,
                PrintableText.of(text));
        return text;
    }

    private static String checked(String what, String text, Pattern forbidden, String described) {
        Validate.isTrue(
                !forbidden.matcher(text).find(),
                "The %s \"%s\" contains %s. Remove it.",
                what,
                PrintableText.of(text),
                described);
        return unicode(what, text);
    }

    /**
     * Counts the bytes of a text in UTF-8.
     *
     * @param text the text
     * @return the number
     */
    public static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
