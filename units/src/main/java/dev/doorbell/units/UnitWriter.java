package dev.doorbell.units;

/** Writes the lines of a unit file. Its values are escaped already. */
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

    String text() {
        return text.toString();
    }
}
