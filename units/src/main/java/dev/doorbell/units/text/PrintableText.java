package dev.doorbell.units.text;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;

/** Text that comes from outside, on one line of output. */
public final class PrintableText {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private static final int NANO_DIGITS = 9;

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

    /**
     * Writes a duration in seconds.
     *
     * @param time the duration
     * @return a decimal number, with a fraction only if there is one
     */
    public static String seconds(Duration time) {
        return BigDecimal.valueOf(time.getSeconds())
                .add(BigDecimal.valueOf(time.getNano(), NANO_DIGITS))
                .stripTrailingZeros()
                .toPlainString();
    }
}
