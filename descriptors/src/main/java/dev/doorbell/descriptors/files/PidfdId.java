package dev.doorbell.descriptors.files;

import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.spi.OperatingSystem;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The number that no other process has had since boot, even one that had the same pid before: the inode
 * of its pidfd, see {@code pidfd_open(2)}. systemd 259 and later pass it in {@code LISTEN_PIDFDID}.
 */
public final class PidfdId {
    /** A process has one; it is asked for while providers are examined, and again when one is opened. */
    private static volatile @Nullable OptionalLong known;

    private PidfdId() {}

    /**
     * The number of this process, without native code of ours: the kernel returns a pidfd of the process that called
     * {@code listen(2)} on a UNIX socket, so a socket of our own answers with ours.
     *
     * @return the number; empty where the kernel or the JDK does not tell
     */
    public static OptionalLong own() {
        if (CNumber.OS != OperatingSystem.LINUX) {
            return OptionalLong.empty();
        }
        OptionalLong answer = known;
        if (answer == null) {
            answer = ask();
            known = answer;
        }
        return answer;
    }

    private static OptionalLong ask() {
        try {
            FileDescriptor socket = SunNioCh.unixSocket();
            try {
                return OptionalLong.of(inodeOfListener(socket));
            } finally {
                SunNioCh.close0(SunNioCh.fdVal(socket));
            }
        } catch (IOException | UnsupportedOperationException notTold) {
            return OptionalLong.empty();
        }
    }

    private static long inodeOfListener(FileDescriptor socket) throws IOException {
        // no pid in the name: the JDK would start a thread pool to find it
        String name = "\0doorbell-" + System.nanoTime();
        SunNioCh.unixBind0(socket, name.getBytes(StandardCharsets.US_ASCII));
        SunNioCh.listen(socket, 1);
        int pidfd = SunNioCh.getIntOption0(socket, CNumber.SOL_SOCKET.here(), CNumber.SO_PEERPIDFD.here());
        try {
            return (Long) Files.getAttribute(DescriptorPath.of(pidfd), "unix:ino");
        } finally {
            SunNioCh.close0(pidfd);
        }
    }
}
