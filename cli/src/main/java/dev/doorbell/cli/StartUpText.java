package dev.doorbell.cli;

import dev.doorbell.units.StartUp;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The recipes of {@code --start-up}, in small letters. */
final class StartUpText implements ITypeConverter<StartUp> {
    @Override
    public StartUp convert(String text) {
        for (StartUp recipe : StartUp.values()) {
            if (recipe.name().toLowerCase(Locale.ROOT).equals(text)) {
                return recipe;
            }
        }
        throw new TypeConversionException("expected flags, appcds, aot or auto, and found \"" + text + "\"");
    }
}
