package dev.doorbell.descriptors.posix;

/** What an open descriptor refers to, by {@code S_IFMT} of {@code inode(7)}. */
public enum FileType {
    /** The number is not open. */
    CLOSED("not open"),
    /** A socket. */
    SOCKET("a socket"),
    /** A pipe or FIFO. */
    FIFO("a FIFO"),
    /** A character device. */
    CHARACTER_DEVICE("a character device"),
    /** A block device. */
    BLOCK_DEVICE("a block device"),
    /** A regular file. */
    REGULAR_FILE("a regular file"),
    /** A POSIX message queue, which is a regular file by its mode. */
    MESSAGE_QUEUE("a message queue"),
    /** A directory. */
    DIRECTORY("a directory"),
    /** What has no file type, such as an epoll or event descriptor. */
    OTHER("neither a socket nor a file");

    private static final int S_IFMT = 0170000;

    private final String displayName;

    FileType(String displayName) {
        this.displayName = displayName;
    }

    /** From {@code st_mode} of {@code stat(2)}. */
    public static FileType ofMode(int mode) {
        return switch (mode & S_IFMT) {
            case 0140000 -> SOCKET;
            case 0010000 -> FIFO;
            case 0020000 -> CHARACTER_DEVICE;
            case 0060000 -> BLOCK_DEVICE;
            case 0100000 -> REGULAR_FILE;
            case 0040000 -> DIRECTORY;
            default -> OTHER;
        };
    }

    /** The name as a message writes it. */
    @Override
    public String toString() {
        return displayName;
    }
}
