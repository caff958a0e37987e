package dev.doorbell.units.text;

import java.util.regex.Pattern;

/** Text that comes from outside, on one line of output. */
public final class PrintableText {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private PrintableText() {}

    /**
     * Escapes control characters: a path may contain some that move the cursor of a terminal.
     *
     * @param text any text
     * @return the text with {@code \xNN} for each control character
     */
    public static String of(String text) {
        return CONTROL.matcher(text)
                .replaceAll(c -> String.format("\\\\x%02x", (int) c.group().charAt(0)));
    }
}
