package dev.doorbell.descriptors.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The user that owns the files that this process makes, without native code. */
public final class OwnUser {
    static final int ROOT = 0;

    /** The fields of the line {@code Uid:} in {@code /proc/PID/status}: its name, real, effective, saved, file system. */
    private static final int FILE_SYSTEM_ID = 4;

    private static @Nullable OptionalInt known;

    private OwnUser() {}

    /**
     * Whether a file is this user's.
     *
     * @param file on a file system that has owners
     * @param options whether a symbolic link is followed
     * @return whether it is; true for any file where the system does not tell the user's name
     * @throws IOException if its owner cannot be read
     */
    public static boolean owns(Path file, LinkOption... options) throws IOException {
        OptionalInt id = id();
        return id.isPresent() ? id.getAsInt() == idOf(file, options) : ownsByName(file, options);
    }

    /** Whether a file belongs to this user or to root, which has every right anyway. */
    static boolean trustsOwnerOf(Path file, LinkOption... options) throws IOException {
        return idOf(file, options) == ROOT || owns(file, options);
    }

    static int idOf(Path file, LinkOption... options) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:uid", options);
    }

    /**
     * Finds the user of this process, once. That takes a descriptor, of which there may be none left later.
     *
     * @throws IOException if the system does not tell
     */
    public static void learn() throws IOException {
        id();
    }

    private static synchronized OptionalInt id() throws IOException {
        if (known == null) {
            known = read();
        }
        return known;
    }

    /** From {@code /proc/self/status}: the owner of {@code /proc/self} is root where the process may not be dumped. */
    private static OptionalInt read() throws IOException {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("Uid:")) {
                    return OptionalInt.of(Integer.parseInt(line.split("\t", -1)[FILE_SYSTEM_ID]));
                }
            }
        } catch (NoSuchFileException notLinux) {
            // or one without /proc
        }
        return OptionalInt.empty();
    }

    private static boolean ownsByName(Path file, LinkOption... options) throws IOException {
        try {
            return Files.getOwner(file, options)
                    .equals(file.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName(System.getProperty("user.name", "")));
        } catch (UserPrincipalNotFoundException noSuchName) {
            return true;
        }
    }
}
