package dev.doorbell.spec;

/** Reads the name of a spec that has escapes in it. Most names have none, and do not load this. */
final class SpecEscapedName {
    private static final int ESCAPE_LENGTH = 3;

    private SpecEscapedName() {}

    /** Decodes the text in front of an index. */
    static String decode(String text, int end) {
        String name = escapesDecoded(text, end);
        for (int i = 0, at = 0; i < name.length(); i++) {
            if (!SpecParser.isInNames(name.charAt(i))) {
                throw SpecSource.error(text, at, SpecParser.FORBIDDEN + SpecParser.NAME_RULE);
            }
            at += text.charAt(at) == '%' ? ESCAPE_LENGTH : 1;
        }
        return name;
    }

    private static String escapesDecoded(String text, int end) {
        try {
            return SpecEscapes.decode(text.substring(0, end));
        } catch (SpecEscapes.BadEscape bad) {
            throw SpecSource.error(text, bad.index(), String.valueOf(bad.getMessage()));
        }
    }
}
