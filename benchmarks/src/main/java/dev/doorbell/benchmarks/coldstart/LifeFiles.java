package dev.doorbell.benchmarks.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.lang3.Strings;

/** What {@code proc(5)} says of a process that is alive. */
final class LifeFiles {
    private static final String PEAK = "VmHWM:";
    private static final double KIB_PER_MIB = 1024;

    private LifeFiles() {}

    /** {@return the most memory that it has had, in MiB} */
    static double peak(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith(PEAK)) {
                return Long.parseLong(StringUtils.getDigits(line)) / KIB_PER_MIB;
            }
        }
        throw new IOException("Process " + pid + " has no " + PEAK);
    }

    /** {@return the names of the shared libraries that it has mapped} */
    static Set<String> libraries(long pid) throws IOException {
        Set<String> names = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/maps"))) {
            String name = Strings.CS.removeEnd(StringUtils.substringAfterLast(line, "/"), " (deleted)");
            if (name.contains(".so") || name.endsWith(".tmp")) {
                names.add(name.replaceAll("[0-9]{6,}", "*"));
            }
        }
        return names;
    }
}
