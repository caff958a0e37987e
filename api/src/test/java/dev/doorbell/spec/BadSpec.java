package dev.doorbell.spec;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A spec that does not parse.
 *
 * @param marked the text, with a {@code ^} put in before the character that the complaint has to point at
 * @param complaint what the message says of it
 * @param echo the text as the message shows it
 */
record BadSpec(String marked, String complaint, String echo) {
    private static final String INDENT = "\n    ";

    static BadSpec of(String marked, String complaint) {
        return new BadSpec(marked, complaint, unmarked(marked));
    }

    BadSpec echoedAs(String shown) {
        return new BadSpec(marked, complaint, shown);
    }

    void check() {
        int index = marked.indexOf('^');
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenerSpec.parse(unmarked(marked)))
                .withMessage("Cannot read the listener spec at character " + (index + 1) + ": " + complaint + INDENT
                        + echo + INDENT + " ".repeat(index) + "^");
    }

    private static String unmarked(String marked) {
        int caret = marked.indexOf('^');
        return marked.substring(0, caret) + marked.substring(caret + 1);
    }

    @Override
    public String toString() {
        return marked;
    }
}
