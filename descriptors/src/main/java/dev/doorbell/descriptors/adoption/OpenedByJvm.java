package dev.doorbell.descriptors.adoption;

import dev.doorbell.descriptors.files.FileType;
import dev.doorbell.spec.Address;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Tells the JVM's own files from descriptors that were passed: it opens the next free number, so with fewer descriptors
 * than {@code LISTEN_FDS} says, one of them is the JDK's or a library's file.
 */
public final class OpenedByJvm {
    private OpenedByJvm() {}

    /**
     * Whether a descriptor is a file of this JDK, or of a library on the class or module path.
     *
     * @param facts those of the descriptor
     * @return whether it is
     */
    public static boolean is(DescriptorFacts facts) {
        return is(facts, System.getProperty("java.class.path", ""), System.getProperty("jdk.module.path", ""));
    }

    /**
     * Whether the descriptor is a file of the JDK or of a library.
     *
     * @param facts those of the descriptor
     * @param paths class or module paths
     * @return whether it is
     */
    public static boolean is(DescriptorFacts facts, String... paths) {
        if (facts.fileType() != FileType.REGULAR_FILE || facts.address().isEmpty()) {
            return false;
        }
        Path file = ((Address.File) facts.address().get()).path();
        boolean jvms = file.startsWith(System.getProperty("java.home"));
        for (String path : paths) {
            jvms |= isOn(path, file);
        }
        return jvms;
    }

    private static boolean isOn(String path, Path file) {
        for (String entry : path.split(File.pathSeparator, -1)) {
            if (!entry.isEmpty() && isOf(entry, file)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A library is an entry itself; a module path may name its directory. Any other file may have been passed. An entry that is
     * not ASCII names no file in a JVM without a locale.
     */
    private static boolean isOf(String entry, Path file) {
        try {
            Path path = Path.of(entry);
            boolean library = file.toString().endsWith(".jar");
            return Files.isSameFile(path, file) || (library && Files.isSameFile(path, file.getParent()));
        } catch (IOException | InvalidPathException notThere) {
            return false;
        }
    }
}
