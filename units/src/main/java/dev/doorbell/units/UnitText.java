package dev.doorbell.units;

import java.util.List;

/** Values of unit files, after {@code systemd.syntax(7)} and, for commands, {@code systemd.service(5)}. */
final class UnitText {
    /** {@code UNIT_NAME_MAX} of systemd, without the NUL. */
    static final int LONGEST_UNIT_NAME = 255;

    private UnitText() {}

    /** A value that systemd takes as the whole rest of its line, with specifiers. */
    static String value(String what, String text) {
        Texts.checkCharacters(what, text);
        if (!text.equals(text.strip())) {
            throw new IllegalArgumentException("The " + what + " \"" + text
                    + "\" begins or ends with a blank, which systemd cuts off. Leave it out.");
        }
        if (text.endsWith("\\")) {
            throw new IllegalArgumentException("The " + what + " \"" + text
                    + "\" ends with a backslash, which continues a line of a unit file on the next. Leave it out.");
        }
        return text.replace("%", "%%");
    }

    /** The program of {@code ExecStart=}. */
    static String program(String path) {
        if (path.indexOf('$') >= 0) {
            // no variables are replaced in it, so $$ would stay two dollar signs
            throw new UnsupportedOperationException("systemd cannot start the program \"" + path
                    + "\": it has no way to write a dollar sign there. Name it in another way, such as with a link.");
        }
        if (path.indexOf('"') >= 0 || path.indexOf('\'') >= 0 || path.indexOf('\\') >= 0) {
            // string_is_safe() of systemd, once the line is taken apart
            throw new UnsupportedOperationException("systemd cannot start the program \"" + path
                    + "\": it takes none with a quotation mark or a backslash in its path, however they are written. Name"
                    + " it in another way, such as with a link.");
        }
        return quoted(path.replace("%", "%%"));
    }

    /** A word of {@code ExecStart=} after the program. */
    static String argument(String word) {
        Texts.checkUnicode("argument", word);
        if (word.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("The argument \"" + Texts.plain(word) + "\" has a NUL, which ends it.");
        }
        return quoted(word.replace("%", "%%").replace("$", "$$"));
    }

    /** Such words, each behind a blank. */
    static String arguments(List<String> words) {
        StringBuilder line = new StringBuilder();
        words.forEach(word -> line.append(' ').append(argument(word)));
        return line.toString();
    }

    private static String quoted(String word) {
        StringBuilder text = new StringBuilder();
        boolean plain = !word.isEmpty();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            plain &= c > ' ' && "\"'\\;#".indexOf(c) < 0 && !Character.isISOControl(c);
            text.append(escaped(c));
        }
        return plain ? text.toString() : "\"" + text + "\"";
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> Character.isISOControl(c) ? String.format("\\u%04x", (int) c) : String.valueOf(c);
        };
    }

    /** Part of a unit's name, as {@code systemd-escape} would, but for the hyphen, which may stay. */
    static String namePart(String name) {
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean stays = DeclarationRules.isLetterOrDigit(c) || "-_.".indexOf(c) >= 0;
            part.append(stays ? String.valueOf(c) : String.format("\\x%02x", (int) c));
        }
        return part.toString();
    }
}
