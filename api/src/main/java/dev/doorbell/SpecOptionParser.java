package dev.doorbell;

/** Reads the options after the question mark, each of which sets one thing on a spec. */
final class SpecOptionParser {
    private final SpecSource source;
    private final String text;
    private ListenerSpec spec;

    SpecOptionParser(SpecSource source, ListenerSpec spec) {
        this.source = source;
        this.text = source.text;
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
        String key = text.substring(from, equals < 0 || equals > to ? to : equals);
        int at = from + key.length() + 1;
        String value = at <= to ? text.substring(at, to) : "";
        try {
            spec = with(key, value, from, at);
        } catch (SpecSource.Complaint pointed) {
            throw pointed;
        } catch (IllegalArgumentException refused) {
            throw source.error(from, String.valueOf(refused.getMessage()));
        }
    }

    private ListenerSpec with(String key, String value, int from, int at) {
        return switch (key) {
            case "backlog" -> spec.backlog(number(value, 10, at, "a number from 1"));
            case "mode" -> spec.mode(number(value, 8, at, "an octal number such as 0660"));
            case "reuseport" -> spec.reusePort(bool(value, at));
            default ->
                throw source.error(from, "there is no option \"" + key + "\"; expected backlog, mode or reuseport.");
        };
    }

    private int number(String value, int radix, int at, String expected) {
        int number = SpecText.number(value, radix);
        if (number < 0) {
            throw source.error(Math.min(at, text.length()), "expected " + expected + ", not \"" + value + "\".");
        }
        return number;
    }

    private boolean bool(String value, int at) {
        if (!value.equals("true") && !value.equals("false")) {
            throw source.error(Math.min(at, text.length()), "expected true or false, not \"" + value + "\".");
        }
        return value.equals("true");
    }
}
