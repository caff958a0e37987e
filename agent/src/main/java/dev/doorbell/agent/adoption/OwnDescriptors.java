package dev.doorbell.agent.adoption;

import java.io.File;
import java.io.IOException;

/** The numbers of the descriptors that this process has. */
final class OwnDescriptors {
    private static final File LINUX = new File("/proc/self/fd");
    private static final File MACOS = new File("/dev/fd");

    private OwnDescriptors() {}

    /** {@return those that are open, and that of the folder itself} */
    static int[] numbers() throws IOException {
        String[] names = LINUX.list();
        if (names == null) {
            names = MACOS.list();
        }
        if (names == null) {
            throw new IOException(
                    "cannot list " + LINUX + ": /proc is not mounted, or the process has too many open files");
        }
        int[] numbers = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            numbers[i] = Integer.parseInt(names[i]);
        }
        return numbers;
    }
}
