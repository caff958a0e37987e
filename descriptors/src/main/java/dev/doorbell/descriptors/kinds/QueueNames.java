package dev.doorbell.descriptors.kinds;

import dev.doorbell.descriptors.files.DescriptorPath;
import dev.doorbell.descriptors.files.FileStat;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.spi.OperatingSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The names of message queues. By its mode a queue is a regular file. Its path is that in a file system of its own, one
 * component long, so most regular files are recognised without a native library.
 */
public final class QueueNames {
    private static final String QUEUES = "/dev/mqueue";
    private static final String DELETED = " (deleted)";

    private QueueNames() {}

    public static boolean isQueue(int number, Path target) {
        return CNumber.OS == OperatingSystem.LINUX
                && target.isAbsolute()
                && target.getNameCount() == 1
                && !isFileThere(number, target)
                && saysSo(number, target);
    }

    /** Whether the queue is the one of that name below {@code /dev/mqueue}. */
    public static boolean hasName(FileStat queue, String name) throws IOException {
        if (!name.startsWith("/")) {
            throw new IllegalArgumentException("expected the name of a message queue with a slash before it, got \""
                    + name + "\". Write /" + name + ".");
        }
        Path path = Path.of(QUEUES + name);
        Optional<FileStat> there = FileStat.ofPath(path);
        if (there.isEmpty()) {
            throw new NoSuchFileException(
                    path.toString(), null, "is not a message queue. Mount mqueue on " + QUEUES + " if it is missing.");
        }
        return queue.sameFile(there.get());
    }

    private static boolean isFileThere(int number, Path target) {
        try {
            return Files.isSameFile(DescriptorPath.of(number), target);
        } catch (IOException nothingThere) {
            return false;
        }
    }

    /** Without JNA a queue can be neither asked nor used. Its path decides then, and opening it fails with what is missing. */
    private static boolean saysSo(int number, Path target) {
        try {
            return MessageQueues.isQueue(number);
        } catch (UnsupportedOperationException jnaIsMissing) {
            return !target.toString().endsWith(DELETED);
        }
    }
}
