package dev.doorbell.descriptors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What a test needs of the machine: it is skipped without, and with {@code CI=true} it fails. */
final class Needs {
    private Needs() {}

    /** A version of Linux, or a later one. */
    static void kernel(int major, int minor, String reason) {
        String[] version = System.getProperty("os.version").split("[.-]", 3);
        int actual = Integer.parseInt(version[0]) * 1000 + Integer.parseInt(version[1]);
        need(actual >= major * 1000 + minor, "Linux " + major + "." + minor + " " + reason);
    }

    private static void need(boolean there, String what) {
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as(what).isTrue();
        }
        assumeTrue(there, what);
    }
}
