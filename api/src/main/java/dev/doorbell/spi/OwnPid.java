package dev.doorbell.spi;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The id of this process, read from {@code /proc/self/status} where there is one: {@link ProcessHandle} sets up a thread
 * pool first, a tenth of a small program's start.
 */
final class OwnPid {
    private static final String LABEL = "\nNSpid:";

    private OwnPid() {}

    static long get() {
        try (FileInputStream status = new FileInputStream("/proc/self/status")) {
            return innermost(new String(status.readAllBytes(), StandardCharsets.ISO_8859_1));
        } catch (IOException | NumberFormatException noSuchFile) {
            return ProcessHandle.current().pid();
        }
    }

    /**
     * Of the ids in all nested pid namespaces, the last: it is what {@code getpid(2)} says, also where {@code /proc} is
     * that of an outer namespace. See {@code NSpid} in {@code proc_pid_status(5)}.
     */
    static long innermost(String status) {
        int label = status.indexOf(LABEL);
        if (label < 0) {
            throw new NumberFormatException("no NSpid");
        }
        int start = label + LABEL.length();
        int end = status.indexOf('\n', start);
        String ids = status.substring(start, end < 0 ? status.length() : end).strip();
        return Long.parseLong(ids.substring(ids.lastIndexOf('\t') + 1));
    }
}
