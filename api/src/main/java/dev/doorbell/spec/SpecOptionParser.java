package dev.doorbell.spec;

import java.util.HashSet;
import java.util.Set;

/** Reads the options after the question mark, each of which sets one thing on a spec. */
final class SpecOptionParser {
    private static final String MODE = "an octal number from 0 to 0777, such as 0660";

    private final String text;
    private final Set<String> given = new HashSet<>();
    private ListenerSpec spec;

    SpecOptionParser(String text, ListenerSpec spec) {
        this.text = text;
        this.spec = spec;
    }

    ListenerSpec parse(int start) {
        for (int from = start; from <= text.length(); ) {
            int ampersand = text.indexOf('&', from);
            int to = ampersand < 0 ? text.length() : ampersand;
            parseOption(from, to);
            from = to + 1;
        }
        return spec;
    }

    private void parseOption(int from, int to) {
        int equals = text.indexOf('=', from);
        int keyEnd = equals < 0 || equals > to ? to : equals;
        String key = text.substring(from, keyEnd);
        checkKey(key, from);
        int at = Math.min(keyEnd + 1, to);
        String value = text.substring(at, to);
        spec = switch (key) {
            case "backlog" -> spec.backlog(number(value, 10, at, 1, Integer.MAX_VALUE, "a number from 1"));
            case "mode" -> spec.mode(number(value, 8, at, 0, ListenerOptions.LARGEST_MODE, MODE));
            case "reuseport" -> spec.reusePort(bool(value, at));
            default -> throw new IllegalStateException("an option without a parser: " + key);
        };
    }

    private void checkKey(String key, int from) {
        try {
            SpecRules.checkOption(spec.kind().orElseThrow(), spec.address().orElseThrow(), key);
        } catch (IllegalArgumentException refused) {
            throw SpecSource.error(text, from, String.valueOf(refused.getMessage()));
        }
        if (!given.add(key)) {
            throw SpecSource.error(text, from, "the option \"" + key + "\" is given twice.");
        }
    }

    private int number(String value, int radix, int at, int lowest, int highest, String expected) {
        int number = SpecParser.number(value, radix);
        if (number < lowest || number > highest) {
            throw SpecSource.error(text, at, "expected " + expected + ", not \"" + value + "\".");
        }
        return number;
    }

    private boolean bool(String value, int at) {
        if (!value.equals("true") && !value.equals("false")) {
            throw SpecSource.error(text, at, "expected true or false, not \"" + value + "\".");
        }
        return value.equals("true");
    }
}
