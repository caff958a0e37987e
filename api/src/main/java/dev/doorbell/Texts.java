package dev.doorbell;

import java.util.Collection;

/** Lists as messages write them. */
final class Texts {
    private Texts() {}

    static String list(Collection<?> things) {
        return join(things, "");
    }

    static String quoted(Collection<?> things) {
        return join(things, "\"");
    }

    private static String join(Collection<?> things, String quote) {
        StringBuilder text = new StringBuilder();
        for (Object thing : things) {
            text.append(text.length() == 0 ? "" : ", ")
                    .append(quote)
                    .append(thing)
                    .append(quote);
        }
        return things.isEmpty() ? "none" : text.toString();
    }
}
