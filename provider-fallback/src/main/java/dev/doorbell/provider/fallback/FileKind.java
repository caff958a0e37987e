package dev.doorbell.provider.fallback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The kind of a file; a symbolic link is not followed. */
final class FileKind {
    /** {@code inode(7)}. */
    private static final int S_IFMT = 0170000;

    private static final int S_IFSOCK = 0140000;

    private FileKind() {}

    static boolean isSocket(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return (mode & S_IFMT) == S_IFSOCK;
        }
        return isWindowsSocket(attributes(path));
    }

    /** Returns whether it is a reparse point, but not another of these: junctions are directories, cloud files have a size. */
    static boolean isWindowsSocket(BasicFileAttributes attributes) {
        return attributes.isOther() && !attributes.isDirectory() && attributes.size() == 0;
    }

    static String describe(Path path) throws IOException {
        BasicFileAttributes attributes = attributes(path);
        if (attributes.isRegularFile()) {
            return "a regular file";
        }
        if (attributes.isDirectory()) {
            return "a directory";
        }
        return attributes.isSymbolicLink() ? "a symbolic link" : "a FIFO or device";
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
