package dev.doorbell;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A spec that does not parse.
 *
 * @param marked the text, with a {@code ^} put in before the character that the complaint has to point at
 * @param complaint what the message says of it
 */
record BadSpec(String marked, String complaint) {
    private static final String INDENT = "\n    ";

    static BadSpec of(String marked, String complaint) {
        return new BadSpec(marked, complaint);
    }

    void check() {
        int index = marked.indexOf('^');
        String text = marked.substring(0, index) + marked.substring(index + 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenerSpec.parse(text))
                .withMessage("Cannot read the listener spec at character " + (index + 1) + ": " + complaint + INDENT
                        + text + INDENT + " ".repeat(index) + "^");
    }

    @Override
    public String toString() {
        return marked;
    }
}
