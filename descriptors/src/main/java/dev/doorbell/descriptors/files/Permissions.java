package dev.doorbell.descriptors.files;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** A mode as {@code chmod(2)} takes it, as the JDK's permissions. */
public final class Permissions {
    private Permissions() {}

    /**
     * The permissions of a mode.
     *
     * @param mode 0 to 0777
     * @return the bits that are set
     */
    public static Set<PosixFilePermission> of(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            if ((mode & bit(permission)) != 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }

    /** The mode that has these permissions. */
    public static int toMode(Set<PosixFilePermission> permissions) {
        int mode = 0;
        for (PosixFilePermission permission : permissions) {
            mode |= bit(permission);
        }
        return mode;
    }

    /** The JDK declares them from the highest bit to the lowest. */
    private static int bit(PosixFilePermission permission) {
        return 0400 >> permission.ordinal();
    }
}
