package dev.doorbell.provider.systemd.variables;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Numbers as libsystemd reads them from the environment: white space and a sign before the digits, nothing after them,
 * {@code 0x} and a leading {@code 0} as {@code strtol(3)} has them with base 0, and {@code 0b} and {@code 0o} on top
 * ({@code safe_atoi()} and its kin).
 */
public final class CNumbers {
    private static final String SYSTEMD_WHITESPACE = " \t\n\r";
    private static final String C_WHITESPACE = " \t\n\u000b\f\r";

    private CNumbers() {}

    /** An {@code int}; empty where libsystemd reports an error. */
    static OptionalInt parseInt(String text) {
        Optional<Literal> literal = read(text);
        if (literal.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            String sign = literal.get().negative() ? "-" : "";
            return OptionalInt.of(Integer.parseInt(
                    sign + literal.get().digits(), literal.get().base()));
        } catch (NumberFormatException outOfRange) {
            return OptionalInt.empty();
        }
    }

    /** A {@code uint64_t}, its bits in a {@code long}; empty where libsystemd reports an error. */
    public static OptionalLong parseUnsignedLong(String text) {
        Optional<Literal> literal = read(text);
        if (literal.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long number =
                    Long.parseUnsignedLong(literal.get().digits(), literal.get().base());
            boolean refused = literal.get().beginsWithMinus() && number != 0;
            return refused
                    ? OptionalLong.empty()
                    : OptionalLong.of(literal.get().negative() ? -number : number);
        } catch (NumberFormatException outOfRange) {
            return OptionalLong.empty();
        }
    }

    /** A {@code pid_t}; empty where libsystemd reports an error. */
    public static OptionalLong parsePid(String text) {
        OptionalLong pid = parseUnsignedLong(text);
        boolean valid = pid.isPresent() && pid.getAsLong() > 0 && pid.getAsLong() <= Integer.MAX_VALUE;
        return valid ? pid : OptionalLong.empty();
    }

    private static Optional<Literal> read(String text) {
        int at = skip(text, 0, SYSTEMD_WHITESPACE);
        int base = systemdBase(text, at);
        at += base == 0 ? 0 : 2;
        boolean beginsWithMinus = text.startsWith("-", at);
        at = skip(text, at, C_WHITESPACE);
        boolean negative = text.startsWith("-", at);
        if (negative || text.startsWith("+", at)) {
            at++;
        }
        if (base == 0) {
            base = baseInC(text, at);
            at += base == 16 ? 2 : 0;
        }
        return allDigits(text, at, base)
                ? Optional.of(new Literal(beginsWithMinus, negative, text.substring(at), base))
                : Optional.empty();
    }

    /** 2 or 8 where the text has systemd's own prefix, else 0. */
    private static int systemdBase(String text, int at) {
        if (text.startsWith("0b", at) || text.startsWith("0B", at)) {
            return 2;
        }
        return text.startsWith("0o", at) || text.startsWith("0O", at) ? 8 : 0;
    }

    private static int baseInC(String text, int at) {
        if (text.startsWith("0x", at) || text.startsWith("0X", at)) {
            return 16;
        }
        return text.startsWith("0", at) ? 8 : 10;
    }

    private static int skip(String text, int from, String whitespace) {
        int at = from;
        while (at < text.length() && whitespace.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /** C knows the digits of ASCII alone. */
    private static boolean allDigits(String text, int from, int base) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) > 127 || Character.digit(text.charAt(i), base) < 0) {
                return false;
            }
        }
        return from < text.length();
    }

    /**
     * A number that is taken apart.
     *
     * @param beginsWithMinus whether the sign is the first thing that {@code strtoull(3)} gets: it negates every unsigned
     *     number, and libsystemd looks for a sign to refuse in that one place, so one behind a vertical tab gets through
     */
    private record Literal(boolean beginsWithMinus, boolean negative, String digits, int base) {}
}
