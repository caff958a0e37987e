package dev.doorbell.descriptors;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Asks whether a regular file is a POSIX message queue in truth: {@code mq_overview(7)}. Nothing but the C library tells. */
final class MessageQueueCheck {
    private static final String QUEUES = "/dev/mqueue";
    private static final int EBADF = 9;

    /** {@code struct mq_attr}: eight longs. */
    private static final int LONGS_IN_ATTRIBUTES = 8;

    private MessageQueueCheck() {}

    /**
     * Whether {@code mq_getattr(3)} succeeds.
     *
     * @param number a descriptor that is open
     * @throws UnsupportedOperationException if JNA is missing
     */
    static boolean isQueue(int number) throws IOException {
        try {
            return ask(number);
        } catch (LinkageError e) {
            throw new UnsupportedOperationException(
                    "Whether fd " + number + ", a regular file, is a message queue is told through JNA alone. Add"
                            + " net.java.dev.jna:jna.",
                    e);
        }
    }

    /** Whether the queue is the one of that name below {@code /dev/mqueue}. */
    static boolean hasName(FileIdentity queue, String name) throws IOException {
        if (!name.startsWith("/")) {
            throw new IllegalArgumentException("The name of a message queue begins with a slash, and \"" + name
                    + "\" does not. Write /" + name + ".");
        }
        Path path = Path.of(QUEUES + name);
        Optional<FileIdentity> there = FileIdentity.ofPath(path);
        if (there.isEmpty()) {
            throw new NoSuchFileException(
                    path.toString(), null, "is no message queue. Mount mqueue on " + QUEUES + " where it is missing.");
        }
        return queue.sameFile(there.get());
    }

    private static boolean ask(int number) throws IOException {
        byte[] attributes = new byte[LONGS_IN_ATTRIBUTES * Native.LONG_SIZE];
        if (mqGetattr().invokeInt(new Object[] {number, attributes}) == 0) {
            return true;
        }
        int errno = Native.getLastError();
        if (errno == EBADF) {
            return false;
        }
        throw new IOException("mq_getattr(" + number + ") failed: errno " + errno + ".");
    }

    /** In the C library since glibc 2.34, before in a library of its own. */
    private static Function mqGetattr() {
        try {
            return NativeLibrary.getInstance("c").getFunction("mq_getattr");
        } catch (UnsatisfiedLinkError old) {
            return NativeLibrary.getInstance("rt").getFunction("mq_getattr");
        }
    }
}
