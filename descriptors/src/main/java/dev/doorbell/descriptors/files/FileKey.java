package dev.doorbell.descriptors.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A file that was made at a path, known by the key of its inode: only that one is ever removed. */
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

    static Object keyOf(Path descriptor) throws IOException {
        return key(Files.readAttributes(descriptor, BasicFileAttributes.class));
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
