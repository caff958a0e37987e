package dev.doorbell.e2e.libsystemd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Texts that C takes for a number, or nearly does; one character stands for one byte. */
final class CNumberTexts {
    private static final List<String> BLANKS =
            List.of(" ", "\t", "\n", "\r", "\u000b", "\f", "  ", "\n \t", "\r\u000b");
    private static final List<String> BLANKS_TO_NOBODY =
            List.of(utf8("\u00a0"), utf8("\u0085"), utf8("\u3000"), utf8("\ufeff"), "\u00a0", "\u0085", "\u001c", "\b");
    private static final List<String> SIGNS = List.of("+", "-", "--", "++", "+-", "- ", "+ ", utf8("\u2212"));
    private static final List<String> PREFIXES =
            List.of("0x", "0X", "0b", "0B", "0o", "0O", "0", "00", "0b0b", "0x0x", "0b0x", "x", "o", "b");
    private static final List<String> TAILS = List.of(
            " ", "\n", "\t", "x", "L", "u", ".0", ".", ",", "e0", "e1", "_0", "-", "+", ":", "\\", "/", "\u0001",
            "\u00ff");
    private static final List<String> EDGES = List.of(
            "",
            "0",
            "1",
            "2",
            "127",
            "128",
            "255",
            "256",
            "32767",
            "32768",
            "65535",
            "65536",
            "2147483643",
            "2147483644",
            "2147483645",
            "2147483646",
            "2147483647",
            "2147483648",
            "2147483649",
            "4294967293",
            "4294967294",
            "4294967295",
            "4294967296",
            "4294967297",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551613",
            "18446744073709551615",
            "18446744073709551616",
            "18446744073709551617",
            "340282366920938463463374607431768211456",
            "99999999999999999999999999999999999999999999");
    private static final List<String> ODDITIES = List.of(
            " ",
            "-",
            "+",
            "0x",
            "0b",
            "0o",
            "x",
            "08",
            "09",
            "0b2",
            "0o8",
            "0xg",
            "1 1",
            "1e1",
            "1.0",
            "1_000",
            "0x-1",
            "0x 1",
            "0b-1",
            "0b 1",
            "0b+1",
            "0o\u000b7",
            "-0b1",
            "+0o1",
            "-0",
            "+0",
            "\u000b-1",
            "\f-1",
            "nan",
            "inf",
            "0x1p0",
            "\u00b2",
            utf8("\u0663"),
            utf8("\uff11"),
            utf8("\u06f1"),
            utf8("\u0be7"),
            "0x" + "0".repeat(70) + "1",
            "0".repeat(300) + "1",
            "1".repeat(300),
            " ".repeat(300) + "1");
    private static final BigInteger TWO = BigInteger.TWO;

    private CNumberTexts() {}

    static <T> T oneOf(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    static String utf8(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    /** Returns a text that means the number, in C or in C and systemd. */
    static String exactly(Random random, long number) {
        StringBuilder text = new StringBuilder();
        while (random.nextInt(5) == 0) {
            text.append(oneOf(random, BLANKS));
        }
        String digits = switch (random.nextInt(8)) {
            case 0 -> "0x" + Long.toHexString(number);
            case 1 ->
                "0X" + "0".repeat(random.nextInt(3)) + Long.toHexString(number).toUpperCase(Locale.ROOT);
            case 2 -> "0".repeat(1 + random.nextInt(3)) + Long.toOctalString(number);
            case 3 -> (random.nextBoolean() ? "0b" : "0B") + Long.toBinaryString(number);
            case 4 -> (random.nextBoolean() ? "0o" : "0O") + Long.toOctalString(number);
            default -> Long.toString(number);
        };
        boolean systemdsOwn = digits.length() > 1 && "bBoO".indexOf(digits.charAt(1)) >= 0;
        return text.append(!systemdsOwn && random.nextInt(5) == 0 ? "+" : "")
                .append(digits)
                .toString();
    }

    /** Returns a text that is near the number, in one way or another. */
    static String near(Random random, long number) {
        BigInteger exact = BigInteger.valueOf(number);
        return switch (random.nextInt(9)) {
            case 0 -> exact.add(BigInteger.ONE).toString();
            case 1 -> exact.subtract(BigInteger.ONE).toString();
            case 2 ->
                exact.add(TWO.pow(oneOf(random, List.of(16, 31, 32, 63, 64)))).toString();
            case 3 ->
                exact.subtract(TWO.pow(oneOf(random, List.of(16, 31, 32, 63, 64))))
                        .toString();
            case 4 -> exact.negate().toString();
            // an unsigned number that wraps around to it
            case 5 -> oneOf(random, BLANKS) + "-" + TWO.pow(64).subtract(exact);
            case 6 -> exactly(random, number) + oneOf(random, TAILS);
            case 7 -> oneOf(random, SIGNS) + exactly(random, number);
            default -> mutated(random, exactly(random, number));
        };
    }

    /** Returns a text without relation to a number. */
    static String anything(Random random) {
        String text = switch (random.nextInt(4)) {
            case 0 -> oneOf(random, ODDITIES);
            case 1 -> bytes(random, random.nextInt(6));
            default -> oneOf(random, EDGES);
        };
        StringBuilder all = new StringBuilder();
        append(random, all, BLANKS, 6);
        append(random, all, BLANKS_TO_NOBODY, 12);
        append(random, all, PREFIXES, 5);
        append(random, all, BLANKS, 12);
        append(random, all, SIGNS, 5);
        append(random, all, PREFIXES, 5);
        all.append(text);
        append(random, all, TAILS, 8);
        return all.toString();
    }

    private static void append(Random random, StringBuilder all, List<String> values, int onceIn) {
        if (random.nextInt(onceIn) == 0) {
            all.append(oneOf(random, values));
        }
    }

    private static String mutated(Random random, String text) {
        int at = random.nextInt(text.length());
        String rest = text.substring(random.nextBoolean() ? at : at + 1);
        return text.substring(0, at) + (random.nextInt(3) == 0 ? "" : bytes(random, 1)) + rest;
    }

    /** Returns random bytes except NUL, which no environment variable can have. */
    static String bytes(Random random, int length) {
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < length; i++) {
            bytes.append((char) (1 + random.nextInt(random.nextBoolean() ? 127 : 255)));
        }
        return bytes.toString();
    }
}
