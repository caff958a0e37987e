package dev.doorbell.provider.systemd;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Numbers as libsystemd reads them from the environment: white space and a sign before the digits, nothing after them,
 * {@code 0x} and a leading {@code 0} as {@code strtol(3)} has them with base 0, and {@code 0b} and {@code 0o} on top
 * ({@code safe_atoi()} and its kin).
 */
final class CNumbers {
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

    /** A {@code uint64_t}; empty where libsystemd reports an error. */
    static Optional<Long> parseUnsignedLong(String text) {
        Optional<Literal> literal = read(text);
        if (literal.isEmpty()) {
            return Optional.empty();
        }
        try {
            long number =
                    Long.parseUnsignedLong(literal.get().digits(), literal.get().base());
            return literal.get().negative() && number != 0 ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException outOfRange) {
            return Optional.empty();
        }
    }

    private static Optional<Literal> read(String text) {
        int at = skip(text, 0, SYSTEMD_WHITESPACE);
        int base = systemdBase(text, at);
        at = skip(text, base == 0 ? at : at + 2, C_WHITESPACE);
        boolean negative = text.startsWith("-", at);
        if (negative || text.startsWith("+", at)) {
            at++;
        }
        if (base == 0) {
            boolean hex = text.startsWith("0x", at) || text.startsWith("0X", at);
            base = hex ? 16 : text.startsWith("0", at) ? 8 : 10;
            at += hex ? 2 : 0;
        }
        return allDigits(text, at, base)
                ? Optional.of(new Literal(negative, text.substring(at), base))
                : Optional.empty();
    }

    /** 2 or 8 where the text has systemd's own prefix, else 0. */
    private static int systemdBase(String text, int at) {
        if (text.startsWith("0b", at) || text.startsWith("0B", at)) {
            return 2;
        }
        return text.startsWith("0o", at) || text.startsWith("0O", at) ? 8 : 0;
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

    private record Literal(boolean negative, String digits, int base) {}
}
