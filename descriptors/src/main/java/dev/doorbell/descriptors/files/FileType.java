package dev.doorbell.descriptors.files;

/** The types of an open file, by {@code S_IFMT} of {@code inode(7)}. */
public enum FileType {
    /** The number is not open. */
    CLOSED(FileType.NOT_OPEN, "not open"),
    /** A socket. */
    SOCKET(FileType.S_IFSOCK, "a socket"),
    /** A pipe or FIFO. */
    FIFO(0010000, "a FIFO"),
    /** A character device. */
    CHARACTER_DEVICE(0020000, "a character device"),
    /** A block device. */
    BLOCK_DEVICE(0060000, "a block device"),
    /** A regular file. */
    REGULAR_FILE(0100000, "a regular file"),
    /** A POSIX message queue, which is a regular file by its mode. */
    MESSAGE_QUEUE(-2, "a message queue"),
    /** A directory. */
    DIRECTORY(0040000, "a directory"),
    /** A descriptor without a file type, such as an epoll or event descriptor. */
    OTHER(0, "neither a socket nor a file");

    /** The mode of a number that is not open. */
    public static final int NOT_OPEN = -1;

    public static final int S_IFSOCK = 0140000;
    private static final int S_IFMT = 0170000;

    private final int mode;
    private final String displayName;

    FileType(int mode, String displayName) {
        this.mode = mode;
        this.displayName = displayName;
    }

    /** From {@code st_mode} of {@code stat(2)}, or from {@link #mode}. */
    public static FileType ofMode(int mode) {
        int type = mode < 0 ? mode : mode & S_IFMT;
        for (FileType known : values()) {
            if (known.mode == type) {
                return known;
            }
        }
        return OTHER;
    }

    /** The bits of {@code S_IFMT}; a number below 0 for a type that they do not express. */
    public int mode() {
        return mode;
    }

    /** The name as a message writes it. */
    @Override
    public String toString() {
        return displayName;
    }
}
