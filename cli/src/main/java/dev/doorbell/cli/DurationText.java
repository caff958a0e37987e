package dev.doorbell.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration in seconds, with a unit, or in ISO 8601: {@code 300}, {@code 90s}, {@code 5min}, {@code PT5M}. */
final class DurationText implements ITypeConverter<Duration> {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]+)\\s*(ms|s|sec|m|min|h|)");
    private static final Map<String, ChronoUnit> UNITS =
            Map.of("ms", ChronoUnit.MILLIS, "m", ChronoUnit.MINUTES, "min", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS);

    @Override
    public Duration convert(String text) {
        Matcher parts = NUMBER_AND_UNIT.matcher(text);
        try {
            return parts.matches()
                    ? Duration.of(
                            Long.parseLong(parts.group(1)), UNITS.getOrDefault(parts.group(2), ChronoUnit.SECONDS))
                    : Duration.parse(text);
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException unreadable) {
            throw new TypeConversionException(
                    "expected a duration, for example 300, 90s, 5min or 1h, got \"" + text + "\"");
        }
    }
}
