package dev.doorbell.descriptors.files;

import dev.doorbell.descriptors.jdk.JdkAccess;
import dev.doorbell.descriptors.jdk.JdkFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The key of a file's inode, by which a file that was made at a path is known: only that one is ever removed. */
public final class FileKey {
    private FileKey() {}

    /** The key of the file at a path, which may be a symbolic link. */
    public static Object at(Path path) throws IOException {
        return key(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    /** The key of an open file. */
    public static Object of(int number) throws IOException {
        return keyOf(DescriptorPath.of(number));
    }

    private static Object keyOf(Path descriptor) throws IOException {
        return key(Files.readAttributes(descriptor, BasicFileAttributes.class));
    }

    /**
     * Whether a path is that of an open file: it may have been removed since, or replaced.
     *
     * @param file an open file, which this process has not opened once more under another name
     * @param path not that of a symbolic link
     * @return whether it is; true where the system does not list descriptors
     * @throws IOException if nothing is there, or its attributes cannot be read
     */
    public static boolean isOpenAt(FileChannel file, Path path) throws IOException {
        return JdkAccess.isOpenWithoutJna() ? isAt(path, of(JdkFiles.numberOf(file))) : isAmongOpen(at(path));
    }

    /** Without a way into the JDK the channel's number is unknown. Other threads close descriptors meanwhile. */
    private static boolean isAmongOpen(Object file) throws IOException {
        Path list = DescriptorPath.directory();
        if (!Files.isDirectory(list)) {
            return true;
        }
        try (DirectoryStream<Path> numbers = Files.newDirectoryStream(list)) {
            for (Path number : numbers) {
                try {
                    if (file.equals(keyOf(number))) {
                        return true;
                    }
                } catch (IOException closed) {
                    // and some of macOS have no attributes
                }
            }
        }
        return false;
    }

    public static boolean isAt(Path path, Object file) throws IOException {
        try {
            return file.equals(at(path));
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** Removes it if it is still at the path. It is to be open, so that its inode is no other file's. */
    public static void remove(Path path, @Nullable Object file, Throwable failure) {
        try {
            if (file != null && isAt(path, file)) {
                Files.delete(path);
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static Object key(BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        if (key == null) {
            throw new IllegalStateException("The JDK gives files no key where it always does.");
        }
        return key;
    }
}
