package dev.doorbell.cli;

import dev.doorbell.handover.activation.StartLimit;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code COUNT/DURATION}, such as {@code 5/10s}; {@code 0} is no limit. */
final class StartLimitText implements ITypeConverter<StartLimit> {
    private static final Pattern COUNT_AND_DURATION = Pattern.compile("([1-9][0-9]{0,8})/(.+)");

    @Override
    public StartLimit convert(String text) {
        if (text.equals("0")) {
            return StartLimit.NONE;
        }
        Matcher parts = COUNT_AND_DURATION.matcher(text);
        if (parts.matches()) {
            Duration interval = new DurationText().convert(parts.group(2));
            if (interval.compareTo(Duration.ZERO) > 0) {
                return new StartLimit(Integer.parseInt(parts.group(1)), interval);
            }
        }
        throw new TypeConversionException(
                "expected a number of starts and a duration, for example 5/10s, or 0 for no limit, got \"" + text
                        + "\"");
    }
}
