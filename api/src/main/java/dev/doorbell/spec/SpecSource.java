package dev.doorbell.spec;

/** Complaints that point into the text of a spec. */
final class SpecSource {
    private static final String INDENT = "\n    ";

    private SpecSource() {}

    /** Makes a complaint about the character at an index, which may be the end of the text. */
    static IllegalArgumentException error(String text, int index, String complaint) {
        return new IllegalArgumentException("Cannot read the listener spec at character " + (index + 1) + ": "
                + PlainText.of(complaint) + INDENT + PlainText.of(text) + INDENT + " ".repeat(index) + "^");
    }
}
