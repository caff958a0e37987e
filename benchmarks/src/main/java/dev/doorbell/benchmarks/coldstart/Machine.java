package dev.doorbell.benchmarks.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a run was made, and whether anything else ran there. */
final class Machine {
    private static final String MODEL = "model name";

    private Machine() {}

    static String description() throws IOException {
        int processors = Runtime.getRuntime().availableProcessors();
        return model() + ", " + processors + (processors == 1 ? " processor" : " processors") + ", Linux " + kernel();
    }

    /** {@return how many threads wanted to run, over the last minute} */
    static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    }

    /** Without what its builder added. */
    private static String kernel() {
        String version = System.getProperty("os.version");
        int build = version.indexOf('-');
        return build < 0 ? version : version.substring(0, build);
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
