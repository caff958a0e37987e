package dev.doorbell.cli;

import dev.doorbell.cli.activator.StartLimit;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code COUNT/DURATION}, such as {@code 5/10s}; {@code 0} is no limit. */
final class StartLimitText implements ITypeConverter<StartLimit> {
    @Override
    public StartLimit convert(String text) {
        if (text.equals("0")) {
            return new StartLimit(0, Duration.ZERO);
        }
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw wrong(text);
        }
        Duration interval = new DurationText().convert(text.substring(slash + 1));
        if (interval.isZero()) {
            throw wrong(text);
        }
        return new StartLimit(burst(text, slash), interval);
    }

    private static int burst(String text, int end) {
        try {
            int burst = Integer.parseInt(text, 0, end, 10);
            if (burst > 0) {
                return burst;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong(text);
    }

    private static TypeConversionException wrong(String text) {
        return new TypeConversionException(
                "expected a number of starts and a time, such as 5/10s, or 0 for no limit, not \"" + text + "\"");
    }
}
