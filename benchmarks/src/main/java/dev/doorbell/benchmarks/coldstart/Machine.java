package dev.doorbell.benchmarks.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.lang3.SystemUtils;

/** Where a run was made, and whether anything else ran there. */
final class Machine {
    private static final String MODEL = "model name";

    private Machine() {}

    static String description() throws IOException {
        int processors = Runtime.getRuntime().availableProcessors();
        return model() + ", " + processors + (processors == 1 ? " processor" : " processors") + ", Linux "
                // without the suffix of its builder
                + StringUtils.substringBefore(SystemUtils.OS_VERSION, "-");
    }

    /** {@return how many threads wanted to run, over the last minute} */
    static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    }

    private static String model() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
            if (line.startsWith(MODEL)) {
                return StringUtils.substringAfter(line, ":").trim();
            }
        }
        return SystemUtils.OS_ARCH;
    }
}
