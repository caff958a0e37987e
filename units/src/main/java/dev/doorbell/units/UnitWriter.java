package dev.doorbell.units;

/** A writer of unit files. Values are escaped by the caller. */
final class UnitWriter {
    private final StringBuilder text = new StringBuilder();

    void section(String name) {
        text.append(text.isEmpty() ? "" : "\n").append('[').append(name).append("]\n");
    }

    void set(String key, String value) {
        text.append(key).append('=').append(value).append('\n');
    }

    void comment(String line) {
        text.append("# ").append(line).append('\n');
    }

    /** Settings and comments as they are, each with its line end. */
    void lines(String lines) {
        text.append(lines);
    }

    String text() {
        return text.toString();
    }
}
