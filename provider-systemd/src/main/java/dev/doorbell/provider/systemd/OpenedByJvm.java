package dev.doorbell.provider.systemd;

import dev.doorbell.Address;
import dev.doorbell.descriptors.DescriptorFacts;
import dev.doorbell.descriptors.FileType;
import java.io.File;

/**
 * Tells the JVM's own files from descriptors that were passed: it opens the next free number, so with fewer descriptors
 * than {@code LISTEN_FDS} says, one of them is the JDK's or a library's file.
 */
final class OpenedByJvm {
    private OpenedByJvm() {}

    static boolean is(DescriptorFacts facts) {
        if (facts.fileType() != FileType.REGULAR_FILE || facts.address().isEmpty()) {
            return false;
        }
        String path = ((Address.File) facts.address().get()).path().toString();
        return path.startsWith(System.getProperty("java.home") + File.separator)
                || isIn(System.getProperty("java.class.path", ""), path)
                || isIn(System.getProperty("jdk.module.path", ""), path);
    }

    private static boolean isIn(String paths, String path) {
        for (String entry : paths.split(File.pathSeparator, -1)) {
            if (!entry.isEmpty() && path.startsWith(new File(entry).getAbsolutePath())) {
                return true;
            }
        }
        return false;
    }
}
