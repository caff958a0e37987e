package dev.doorbell.descriptors.kinds;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.doorbell.descriptors.files.DescriptorPath;
import dev.doorbell.descriptors.files.FileCheck;
import dev.doorbell.descriptors.files.FileStat;
import dev.doorbell.descriptors.files.Permissions;
import dev.doorbell.descriptors.jdk.JdkAccess;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.Errno;
import dev.doorbell.descriptors.posix.Jna;
import dev.doorbell.descriptors.posix.LibC;
import dev.doorbell.descriptors.posix.MessageQueueLibrary;
import dev.doorbell.spec.Address;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.OptionalInt;

/** POSIX message queues, {@code mq_overview(7)}: Linux, through JNA. */
public final class MessageQueues {
    private static final int OPEN = CNumber.O_RDWR.here() | CNumber.O_CLOEXEC.here();
    private static final int CREATE = OPEN | CNumber.O_CREAT.here() | CNumber.O_EXCL.here();
    private static final int DEFAULT_MODE = 0600;

    /** The index of {@code mq_msgsize} in {@code struct mq_attr}, and of {@code mq_curmsgs}. */
    private static final int MESSAGE_SIZE = 2;

    private static final int CURRENT_MESSAGES = 3;
    private static final int LONGS = 8;

    private MessageQueues() {}

    /**
     * Opens a queue, and makes it where there is none.
     *
     * @param name begins with a slash
     * @param mode its permissions; empty for 0600 where it is made, and any where it is there
     * @return the queue
     * @throws UnsupportedOperationException if this is not Linux, or JNA or a way into the JDK is missing
     * @throws FileAlreadyExistsException if a queue of another user is there, or one with another mode
     * @throws FileSystemException if the operating system refuses; the reason is its own
     */
    public static Opened open(Address.MessageQueue name, OptionalInt mode) throws IOException {
        JdkAccess.get();
        MessageQueueLibrary library = library("The message queue " + name);
        int number = library.mq_open(cString(name), CREATE, mode.orElse(DEFAULT_MODE), Pointer.NULL);
        boolean made = number >= 0;
        if (!made && Errno.EEXIST.isLast()) {
            number = library.mq_open(cString(name), OPEN);
        }
        if (number < 0) {
            throw new FileSystemException(name.name(), null, reason());
        }
        Opened opened = new Opened(name, number, made);
        setOrCheckMode(opened, mode);
        return opened;
    }

    private static void setOrCheckMode(Opened queue, OptionalInt mode) throws IOException {
        try {
            if (queue.made()) {
                // mq_open(3) takes it less the umask
                Files.setPosixFilePermissions(
                        DescriptorPath.of(queue.number()), Permissions.of(mode.orElse(DEFAULT_MODE)));
                return;
            }
            FileCheck found = new FileCheck(queue.number(), queue.name().name(), "a message queue");
            found.checkOwner();
            found.checkMode(mode);
        } catch (IOException e) {
            queue.removeIfEmpty();
            SunNioCh.close0(queue.number());
            throw e;
        }
    }

    /** EMFILE has two meanings here, and the limit on queues is reached first: it is 819,200 bytes by default. */
    private static String reason() {
        boolean limit = Errno.EMFILE.isLast();
        return LibC.reason()
                + (limit
                        ? ", or this user's queues take more than RLIMIT_MSGQUEUE allows (LimitMSGQUEUE= in a unit)"
                        : "");
    }

    /**
     * An open queue.
     *
     * @param name its name
     * @param number its descriptor
     * @param made whether it was made by opening it
     */
    public record Opened(Address.MessageQueue name, int number, boolean made) {
        /** {@return a channel that owns the descriptor} */
        public ByteChannel channel() {
            return MessageQueues.channel(number);
        }

        /**
         * Closes the channel, and unlinks the queue if it was made here, is still the one of this name, and has no
         * message, which would be lost. One that did not fit its reader's buffer is back in the queue then.
         *
         * @param channel the one that {@link #channel()} gave
         * @throws IOException if the operating system refuses
         */
        public void close(Channel channel) throws IOException {
            if (!made || !channel.isOpen()) {
                channel.close();
                return;
            }
            int copy = SunNioCh.dup(number);
            try {
                channel.close();
                new Opened(name, copy, true).removeIfEmpty();
            } finally {
                SunNioCh.close0(copy);
            }
        }

        /**
         * Unlinks the queue if it was made here, is still the one of this name, and has no message, which would be lost.
         *
         * @throws IOException if the operating system refuses
         */
        void removeIfEmpty() throws IOException {
            if (made && attribute(number, CURRENT_MESSAGES) == 0 && isStillNamed()) {
                library("The message queue " + name).mq_unlink(cString(name));
            }
        }

        private boolean isStillNamed() throws IOException {
            int other = library("The message queue " + name).mq_open(cString(name), OPEN);
            if (other < 0) {
                return false;
            }
            try {
                return FileStat.ofDescriptor(number).sameFile(FileStat.ofDescriptor(other));
            } finally {
                SunNioCh.close0(other);
            }
        }
    }

    public static DescriptorByteChannel channel(int number) {
        library("The message queue on fd " + number);
        return new DescriptorByteChannel(number, new MessageQueueTransfer(number));
    }

    /**
     * Whether a descriptor is a queue, which only {@code mq_getattr(3)} tells.
     *
     * @throws UnsupportedOperationException if JNA is missing, or cannot load its native library
     */
    public static boolean isQueue(int number) {
        MessageQueueLibrary library = library("Telling whether fd " + number + " is a message queue");
        return library.mq_getattr(number, attributes()) == 0;
    }

    static int largestMessage(int number) throws IOException {
        return (int) attribute(number, MESSAGE_SIZE);
    }

    private static long attribute(int number, int index) throws IOException {
        byte[] attributes = attributes();
        if (library("A message queue").mq_getattr(number, attributes) != 0) {
            throw new IOException("mq_getattr failed on fd " + number + ": " + LibC.reason());
        }
        ByteBuffer longs = ByteBuffer.wrap(attributes).order(ByteOrder.nativeOrder());
        int at = index * Native.LONG_SIZE;
        return Native.LONG_SIZE == Long.BYTES ? longs.getLong(at) : longs.getInt(at);
    }

    /** Bytes, and not JNA's memory: without JNA this class has to load, to say that it is missing. */
    private static byte[] attributes() {
        return new byte[LONGS * Native.LONG_SIZE];
    }

    private static byte[] cString(Address.MessageQueue name) {
        return (name.name() + '\0').getBytes(StandardCharsets.UTF_8);
    }

    private static MessageQueueLibrary library(String what) {
        Jna.checkLinux(what);
        try {
            return MessageQueueLibrary.INSTANCE;
        } catch (LinkageError e) {
            throw Jna.unusable(what, e);
        }
    }
}
