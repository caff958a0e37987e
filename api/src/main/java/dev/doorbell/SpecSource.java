package dev.doorbell;

/** The text of a spec, and complaints that point into it. */
final class SpecSource {
    private static final String INDENT = "\n    ";

    final String text;

    SpecSource(String text) {
        this.text = text;
    }

    /** A complaint about the character at an index, which may be the end of the text. */
    IllegalArgumentException error(int index, String complaint) {
        return new IllegalArgumentException("Cannot read the listener spec at character " + (index + 1) + ": "
                + Texts.plain(complaint) + INDENT + Texts.plain(text) + INDENT + " ".repeat(index) + "^");
    }
}
