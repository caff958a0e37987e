package dev.doorbell.units;

import java.util.Objects;

/**
 * A file to install.
 *
 * @param name the file's name, without a folder: {@code echo.socket}, {@code dev.example.echo.plist}
 * @param text what is in it, to be written as UTF-8; it ends with a line end
 */
public record UnitFile(String name, String text) {
    /** Refuses null. */
    public UnitFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(text, "text");
    }
}
