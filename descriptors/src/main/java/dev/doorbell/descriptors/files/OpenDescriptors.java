package dev.doorbell.descriptors.files;

import dev.doorbell.descriptors.jdk.JdkAccess;
import dev.doorbell.descriptors.jdk.JdkFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The descriptors that this process has open, as {@code proc(5)} and {@code fd(4)} list them, without native code. */
public final class OpenDescriptors {
    private OpenDescriptors() {}

    /**
     * Whether a path is that of an open file: it may have been removed since, or replaced.
     *
     * @param file an open file, which this process has not opened once more under another name
     * @param path not that of a symbolic link
     * @return whether it is; true where the system tells nothing of descriptors
     * @throws IOException if nothing is there, or its attributes cannot be read
     */
    public static boolean isOpenAt(FileChannel file, Path path) throws IOException {
        return JdkAccess.isOpenWithoutJna()
                ? FileKey.isAt(path, FileKey.of(JdkFiles.numberOf(file)))
                : isAmongAll(FileKey.at(path));
    }

    /** The JDK does not tell the channel's number then. */
    private static boolean isAmongAll(Object file) throws IOException {
        Path list = DescriptorPath.directory();
        if (!Files.isDirectory(list)) {
            return true;
        }
        try (DirectoryStream<Path> numbers = Files.newDirectoryStream(list)) {
            for (Path number : numbers) {
                if (is(number, file)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Other threads close descriptors meanwhile, and some of macOS have no attributes. */
    private static boolean is(Path number, Object file) {
        try {
            return file.equals(FileKey.keyOf(number));
        } catch (IOException closed) {
            return false;
        }
    }
}
