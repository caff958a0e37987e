package dev.doorbell.units.text;

/** A writer of unit files. Values are escaped by the caller. */
public final class UnitWriter {
    private final StringBuilder text = new StringBuilder();

    public void section(String name) {
        text.append(text.isEmpty() ? "" : "\n").append('[').append(name).append("]\n");
    }

    public void set(String key, String value) {
        text.append(key).append('=').append(value).append('\n');
    }

    public void comment(String line) {
        text.append("# ").append(line).append('\n');
    }

    /** Settings and comments as they are, each with its line end. */
    public void lines(String lines) {
        text.append(lines);
    }

    public String text() {
        return text.toString();
    }
}
