package dev.doorbell.descriptors.adoption;

import dev.doorbell.descriptors.files.DescriptorPath;
import dev.doorbell.descriptors.jdk.DescriptorOwner;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.spi.OperatingSystem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.Channel;
import java.nio.file.Files;

/**
 * The socket that is standard input, as inetd passes it, and as systemd does with {@code StandardInput=socket}: a
 * connection, or a listener where one process serves all.
 *
 * <p>The channel has a duplicate. Standard input becomes {@code /dev/null} then, and so do standard output and error
 * where they are the same socket: a printed line would otherwise reach the client within the protocol, and the connection
 * would not end before all of them were closed. Their numbers stay open, as every program expects.
 */
public final class StandardInputHandle extends InheritedHandle {
    /** The number of standard input. */
    public static final int NUMBER = 0;

    private static final int STANDARD_OUTPUT = 1;
    private static final int STANDARD_ERROR = 2;

    /**
     * Makes the handle of standard input, which is a socket.
     *
     * @param name the name of the listener
     * @param facts the facts of standard input
     * @param claim the right to it; taken when it is first used, given back on release
     */
    public StandardInputHandle(String name, DescriptorFacts facts, DescriptorClaim claim) {
        super(name, facts, claim);
    }

    @Override
    Channel adopted(boolean toDrain) throws IOException {
        int copy = SunNioCh.dup(NUMBER);
        try {
            Channel opened = adopted(new Adoption(facts, copy), toDrain);
            if (DescriptorOwner.numberOf(opened) != copy) {
                // the channel has a copy of that
                SunNioCh.close0(copy);
            }
            return opened;
        } catch (IOException | RuntimeException | LinkageError e) {
            SunNioCh.close0(copy);
            throw e;
        }
    }

    /** Returns another number, since this one stays the standard input of the process. */
    @Override
    int detachPassed() throws IOException {
        open();
        return detach();
    }

    @Override
    void closePassed() throws IOException {
        boolean output = isSameSocket(STANDARD_OUTPUT);
        boolean error = isSameSocket(STANDARD_ERROR);
        try (RandomAccessFile nothing = new RandomAccessFile("/dev/null", "rw")) {
            int number = SunNioCh.fdVal(nothing.getFD());
            SunNioCh.dup2(number, NUMBER);
            if (output) {
                SunNioCh.dup2(number, STANDARD_OUTPUT);
            }
            if (error) {
                SunNioCh.dup2(number, STANDARD_ERROR);
            }
        }
    }

    private static boolean isSameSocket(int number) {
        try {
            return Files.isSameFile(DescriptorPath.of(NUMBER), DescriptorPath.of(number))
                    && (CNumber.OS != OperatingSystem.MACOS || DarwinSockets.isSame(NUMBER, number));
        } catch (IOException closed) {
            return false;
        }
    }
}
