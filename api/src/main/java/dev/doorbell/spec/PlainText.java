package dev.doorbell.spec;

/** Foreign text as messages write it. */
final class PlainText {
    private PlainText() {}

    /**
     * Replaces each character that would not take one column of one line by a question mark: a caret under the text stays in
     * place, and the text cannot control a terminal.
     */
    static String of(String text) {
        StringBuilder plain = new StringBuilder(text);
        for (int i = 0; i < plain.length(); i++) {
            if (!takesOneColumn(plain.charAt(i))) {
                plain.setCharAt(i, '?');
            }
        }
        return plain.toString();
    }

    private static boolean takesOneColumn(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            default -> true;
        };
    }
}
