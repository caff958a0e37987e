package dev.doorbell.units.text;

import static org.apache.commons.lang3.Validate.isTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.lang3.CharUtils;
import org.apache.commons.lang3.StringUtils;

/** Values of unit files, by {@code systemd.syntax(7)} and, for commands, {@code systemd.service(5)}. */
public final class UnitText {
    /** {@code UNIT_NAME_MAX} of systemd, without the NUL. */
    public static final int LONGEST_UNIT_NAME = 255;

    private static final Pattern QUOTED = Pattern.compile("[\\p{Cc} \"'\\\\;#]");
    private static final Pattern NOT_IN_NAME = Pattern.compile("[^A-Za-z0-9._-]");

    private UnitText() {}

    /**
     * Escapes a value that takes the rest of its line, in which systemd expands specifiers.
     *
     * @param what the value's name in the message
     * @param text the value
     * @return the escaped value
     * @throws IllegalArgumentException if a unit file cannot represent it
     */
    public static String value(String what, String text) {
        CheckedText.withoutControlCharacters(what, text);
        isTrue(
                text.equals(text.strip()),
                "The %s \"%s\" begins or ends with a blank, which systemd removes. Remove it.",
                what,
                text);
        isTrue(
                !text.endsWith("\\"),
                "The %s \"%s\" ends with a backslash, which joins a line of a unit file with the next. Remove it.",
                what,
                text);
        return text.replace("%", "%%");
    }

    /**
     * Escapes the program of {@code ExecStart=}. No variables are expanded in it, so {@code $$} would stay two dollar signs.
     *
     * @param path the program
     * @return the escaped program
     * @throws UnsupportedOperationException if systemd cannot start it
     */
    public static String program(String path) {
        // string_is_safe() of systemd refuses quotation marks and backslashes after it has unquoted the line
        if (StringUtils.containsAny(path, "$\"'\\")) {
            throw new UnsupportedOperationException(
                    "systemd cannot start the program \"" + path + "\": its path contains a"
                            + " dollar sign, a quotation mark or a backslash. Use another path, for example that of a link.");
        }
        return quoted(path.replace("%", "%%"));
    }

    /**
     * Escapes a word of {@code ExecStart=} after the program.
     *
     * @param word the word
     * @return the escaped word
     * @throws IllegalArgumentException if a unit file cannot represent it
     */
    public static String argument(String word) {
        CheckedText.unicode("argument", word);
        isTrue(word.indexOf('\0') < 0, "The argument \"%s\" contains a NUL. Remove it.", PrintableText.of(word));
        return quoted(word.replace("%", "%%").replace("$", "$$"));
    }

    /**
     * Escapes words after the program.
     *
     * @param words the words
     * @return the escaped words, with a blank before each
     * @throws IllegalArgumentException if a unit file cannot represent one
     */
    public static String arguments(List<String> words) {
        StringBuilder line = new StringBuilder();
        words.forEach(word -> line.append(' ').append(argument(word)));
        return line.toString();
    }

    private static String quoted(String word) {
        if (!word.isEmpty() && !QUOTED.matcher(word).find()) {
            return word;
        }
        StringBuilder text = new StringBuilder("\"");
        word.chars().forEach(c -> text.append(escaped((char) c)));
        return text.append('"').toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> Character.isISOControl(c) ? CharUtils.unicodeEscaped(c) : String.valueOf(c);
        };
    }

    /**
     * Escapes a part of a unit's name as {@code systemd-escape} does, except that a hyphen stays.
     *
     * @param name the part
     * @return the escaped part
     */
    public static String namePart(String name) {
        return NOT_IN_NAME
                .matcher(name)
                .replaceAll(c -> String.format("\\\\x%02x", (int) c.group().charAt(0)));
    }
}
