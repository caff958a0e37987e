package dev.doorbell.e2e.libsystemd;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A source of cases that are likely to be read in two ways: most are right except in one detail. */
final class ListenCases {
    private static final List<String> NAMES = List.of(
            "",
            "http",
            "web.socket",
            "unknown",
            "stored",
            "connection",
            " blank ",
            "tab\tnew\nline\r",
            "'quoted'",
            "\"quoted\"",
            "a b",
            "\\:",
            "a\\:b",
            "\\\\",
            "\\n\\x41\\101",
            "\\'",
            "\\ ",
            "\u0001\u007f",
            "\u001b[31m",
            "%s%n$HOME*?~",
            "a=b;c,d",
            CNumberTexts.utf8("\u00fcn\u00efc\u00f6de \u96ea \ud83d\udd14"),
            CNumberTexts.utf8("\\\u00e9"),
            CNumberTexts.utf8("\ufeffmark\u2028"),
            "\u00ff\u00fe",
            "\u00c3",
            "\u00c0\u0080",
            "\u00ed\u00a0\u0080",
            "\u00c3\\\u00a9");

    private static final int LONGEST_NAME = 20_000;
    private static final int SHELLS_PID = 1;

    private final Random random;
    private final int open;

    /**
     * Creates a source.
     *
     * @param open the number of open descriptors from 3 on
     */
    ListenCases(Random random, int open) {
        this.random = random;
        this.open = open;
    }

    /**
     * Returns the next case.
     *
     * @param pid the process that the case is for
     * @param ancestor another process
     */
    ListenCase next(long pid, long ancestor) {
        int count = random.nextInt(8) == 0 ? 1 + random.nextInt(open) : 1 + random.nextInt(4);
        return new ListenCase(pid(pid, ancestor), fds(count), names(count));
    }

    private @Nullable String pid(long pid, long ancestor) {
        int dice = random.nextInt(100);
        if (dice < 70) {
            return CNumberTexts.exactly(random, pid);
        }
        if (dice < 84) {
            return CNumberTexts.near(random, pid);
        }
        if (dice < 90) {
            return CNumberTexts.exactly(random, random.nextBoolean() ? ancestor : SHELLS_PID);
        }
        return dice < 97 ? CNumberTexts.anything(random) : null;
    }

    private @Nullable String fds(int count) {
        int dice = random.nextInt(100);
        if (dice < 70) {
            return CNumberTexts.exactly(random, count);
        }
        if (dice < 80) {
            return CNumberTexts.near(random, count);
        }
        if (dice < 85) {
            return CNumberTexts.exactly(random, open + 1L + random.nextInt(8));
        }
        return dice < 97 ? CNumberTexts.anything(random) : null;
    }

    private @Nullable String names(int count) {
        int dice = random.nextInt(100);
        if (dice < 30) {
            return null;
        }
        if (dice < 35) {
            return CNumberTexts.bytes(random, random.nextInt(20));
        }
        int names = dice < 85 ? count : Math.max(1, count + random.nextInt(3) - 1);
        StringBuilder list = new StringBuilder(name());
        for (int i = 1; i < names; i++) {
            list.append(':').append(name());
        }
        return dice >= 97 ? list.append("\\").toString() : list.toString();
    }

    private String name() {
        int dice = random.nextInt(200);
        if (dice == 0) {
            return "x".repeat(random.nextInt(LONGEST_NAME));
        }
        if (dice < 20) {
            return CNumberTexts.bytes(random, random.nextInt(6))
                    .replace(":", "")
                    .replace("\\", "\\\\");
        }
        return CNumberTexts.oneOf(random, NAMES);
    }
}
