package dev.doorbell.units.text;

/** A writer of unit files. Values are escaped by the caller. */
public final class UnitWriter {
    private final StringBuilder text = new StringBuilder();

    /**
     * Begins a section.
     *
     * @param name the section's name
     */
    public void section(String name) {
        text.append(text.isEmpty() ? "" : "\n").append('[').append(name).append("]\n");
    }

    /**
     * Writes a setting.
     *
     * @param key the key
     * @param value the value, escaped
     */
    public void set(String key, String value) {
        text.append(key).append('=').append(value).append('\n');
    }

    /**
     * Writes a comment.
     *
     * @param line the comment
     */
    public void comment(String line) {
        text.append("# ").append(line).append('\n');
    }

    /**
     * Writes settings and comments as they are.
     *
     * @param lines the lines, each with its line end
     */
    public void lines(String lines) {
        text.append(lines);
    }

    /** {@return the unit file} */
    public String text() {
        return text.toString();
    }
}
