package dev.doorbell.units;

import java.nio.charset.StandardCharsets;

/** Text that came from outside. */
final class Texts {
    private Texts() {}

    /** As a message may show it. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain.append(Character.isISOControl(c) ? "\\u" + String.format("%04x", (int) c) : String.valueOf(c));
        }
        return plain.toString();
    }

    /** Neither form of file has room for control characters outside of quotes, nor for half of a surrogate pair. */
    static void checkCharacters(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                throw new IllegalArgumentException("The " + what + " \"" + plain(text)
                        + "\" has a line end or another control character at " + i + ". Leave it out.");
            }
        }
        checkUnicode(what, text);
    }

    static void checkUnicode(String what, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(
                    "The " + what + " \"" + plain(text) + "\" has half of a surrogate pair, which is no character.");
        }
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
