package dev.doorbell.units;

/** Text in a property list, which is XML 1.0. */
final class PlistText {
    private PlistText() {}

    /** The library escapes what has a meaning in XML, and passes on what XML cannot have. */
    static String checked(String what, String text) {
        Texts.checkUnicode(what, text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // a carriage return reads back as a line feed: XML 1.0, 2.11
            if ((c < ' ' && c != '\t' && c != '\n') || c == 0xfffe || c == 0xffff) {
                throw new IllegalArgumentException("The " + what + " \"" + Texts.plain(text) + "\" has a character at "
                        + i + " that a property list cannot hold. Leave it out.");
            }
        }
        return text;
    }
}
