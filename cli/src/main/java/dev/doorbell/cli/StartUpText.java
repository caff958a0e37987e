package dev.doorbell.cli;

import dev.doorbell.units.StartUp;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The recipes of {@code --start-up}, in lower case. */
final class StartUpText implements ITypeConverter<StartUp> {
    @Override
    public StartUp convert(String text) {
        return Stream.of(StartUp.values())
                .filter(recipe -> recipe.name().toLowerCase(Locale.ROOT).equals(text))
                .findAny()
                .orElseThrow(
                        () -> new TypeConversionException("expected flags, appcds, aot or auto, got \"" + text + "\""));
    }
}
