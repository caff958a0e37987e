package dev.doorbell.benchmarks.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a run was made, and whether anything else ran there. */
final class Machine {
    private static final String MODEL = "model name";

    private Machine() {}

    static String description() throws IOException {
        return model() + ", " + Runtime.getRuntime().availableProcessors() + " processors, Linux "
                + System.getProperty("os.version");
    }

    /** {@return how many threads wanted to run, over the last minute} */
    static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    }

    private static String model() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
            if (line.startsWith(MODEL)) {
                return line.substring(line.indexOf(':') + 1).trim();
            }
        }
        return System.getProperty("os.arch");
    }
}
