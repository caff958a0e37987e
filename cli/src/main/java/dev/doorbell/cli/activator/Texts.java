package dev.doorbell.cli.activator;

/** Foreign text in what is printed. */
public final class Texts {
    private Texts() {}

    /**
     * The text on one line: a path may hold anything, also what moves a terminal's cursor.
     *
     * @param text any text
     * @return the text with each control character as {@code \xNN}
     */
    public static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                printable.append(String.format("\\x%02x", (int) c));
            } else {
                printable.append(c);
            }
        }
        return printable.toString();
    }
}
