package dev.doorbell.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as people write it: {@code 300}, {@code 90s}, {@code 5min}, or as ISO 8601 does, {@code PT5M}. */
final class DurationText implements ITypeConverter<Duration> {
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "", ChronoUnit.SECONDS,
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "sec", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "min", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS);

    @Override
    public Duration convert(String text) {
        try {
            return text.startsWith("P") ? Duration.parse(text) : number(text);
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException unreadable) {
            throw wrong(text);
        }
    }

    private static Duration number(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        ChronoUnit unit = UNITS.get(text.substring(end).strip());
        if (unit == null) {
            throw wrong(text);
        }
        return Duration.of(Long.parseLong(text.substring(0, end)), unit);
    }

    private static TypeConversionException wrong(String text) {
        return new TypeConversionException("expected a time, such as 300, 90s, 5min or 1h, not \"" + text + "\"");
    }
}
