package dev.doorbell.units;

import java.util.Objects;

/**
 * A file to install.
 *
 * @param name the file's name, without a directory: {@code echo.socket}, {@code dev.example.echo.plist}
 * @param text the content, to be written in UTF-8; it ends with a line end
 */
public record UnitFile(String name, String text) {
    /**
     * Refuses null.
     *
     * @param name the file's name
     * @param text the content
     */
    public UnitFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(text, "text");
    }
}
