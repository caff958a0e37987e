package dev.doorbell.descriptors;

import dev.doorbell.spi.OperatingSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells a message queue from a regular file, which it is by its mode. Its path is that in a file system of its own, one
 * component long, so any other file is told without a native library.
 */
final class QueueNames {
    private static final String DELETED = " (deleted)";

    private QueueNames() {}

    static boolean isQueue(int number, Path target) {
        return SocketConstants.OS == OperatingSystem.LINUX
                && target.isAbsolute()
                && target.getNameCount() == 1
                && !isFileThere(number, target)
                && saysSo(number, target);
    }

    private static boolean isFileThere(int number, Path target) {
        try {
            return Files.isSameFile(DescriptorPath.of(number), target);
        } catch (IOException nothingThere) {
            return false;
        }
    }

    /** Without JNA nobody can ask, and nobody can use a queue: then its place tells, and opening it says what is missing. */
    private static boolean saysSo(int number, Path target) {
        try {
            return MessageQueues.isQueue(number);
        } catch (UnsupportedOperationException jnaIsMissing) {
            return !target.toString().endsWith(DELETED);
        }
    }
}
