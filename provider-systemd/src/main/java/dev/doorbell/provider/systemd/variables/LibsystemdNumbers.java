package dev.doorbell.provider.systemd.variables;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as libsystemd reads them from the environment: white space and a sign before the digits, nothing after them,
 * {@code 0x} and a leading {@code 0} as {@code strtol(3)} has them with base 0, and {@code 0b} and {@code 0o} on top
 * ({@code safe_atoi()} and its kin).
 */
public final class LibsystemdNumbers {
    private static final String SYSTEMD_WHITESPACE = " \t\n\r";
    private static final String C_WHITESPACE = " \t\n\u000b\f\r";

    private final boolean beginsWithMinus;
    private final boolean negative;
    private final String digits;
    private final int base;

    /**
     * A number that is taken apart.
     *
     * @param beginsWithMinus whether the sign is the first character that {@code strtoull(3)} gets: it negates every unsigned
     *     number, and libsystemd looks for a sign to refuse in that one place, so one behind a vertical tab gets through
     */
    private LibsystemdNumbers(boolean beginsWithMinus, boolean negative, String digits, int base) {
        this.beginsWithMinus = beginsWithMinus;
        this.negative = negative;
        this.digits = digits;
        this.base = base;
    }

    /** Reads an {@code int}; empty where libsystemd reports an error. */
    static OptionalInt parseInt(String text) {
        LibsystemdNumbers literal = read(text);
        if (literal == null) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt((literal.negative ? "-" : "") + literal.digits, literal.base));
        } catch (NumberFormatException outOfRange) {
            return OptionalInt.empty();
        }
    }

    /** Reads a {@code uint64_t}, its bits in a {@code long}; empty where libsystemd reports an error. */
    public static OptionalLong parseUnsignedLong(String text) {
        LibsystemdNumbers literal = read(text);
        if (literal == null) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseUnsignedLong(literal.digits, literal.base);
            return literal.beginsWithMinus && number != 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(literal.negative ? -number : number);
        } catch (NumberFormatException outOfRange) {
            return OptionalLong.empty();
        }
    }

    /** Reads a {@code pid_t}; empty where libsystemd reports an error. */
    public static OptionalLong parsePid(String text) {
        OptionalLong pid = parseUnsignedLong(text);
        boolean valid = pid.isPresent() && pid.getAsLong() > 0 && pid.getAsLong() <= Integer.MAX_VALUE;
        return valid ? pid : OptionalLong.empty();
    }

    private static @Nullable LibsystemdNumbers read(String text) {
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
                ? new LibsystemdNumbers(beginsWithMinus, negative, text.substring(at), base)
                : null;
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

    /** C knows only the digits of ASCII. */
    private static boolean allDigits(String text, int from, int base) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) > 127 || Character.digit(text.charAt(i), base) < 0) {
                return false;
            }
        }
        return from < text.length();
    }
}
