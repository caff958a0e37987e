package dev.doorbell.descriptors.adoption;

import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.kinds.DescriptorOwner;
import dev.doorbell.descriptors.kinds.UnixAcceptance;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.CloseOnExec;
import dev.doorbell.descriptors.posix.DescriptorPath;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.OperatingSystem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The socket that is standard input, as inetd passes it, and as systemd does with {@code StandardInput=socket}: a
 * connection, or a listener where one process serves all.
 *
 * <p>The channel has a duplicate. Standard input becomes {@code /dev/null} then, and so do standard output and error
 * where they are the same socket: a line that is printed would otherwise reach the client in the midst of the protocol,
 * and the client would see no end before all of them were closed. Their numbers stay open, as every program expects.
 */
public final class StandardInputHandle implements ListenerHandle {
    /** The number of standard input. */
    public static final int NUMBER = 0;

    private static final int STANDARD_OUTPUT = 1;
    private static final int STANDARD_ERROR = 2;

    private final String name;
    private final DescriptorFacts facts;
    private final DescriptorClaim claim;
    private @Nullable Channel channel;

    /**
     * Standard input, which is a socket.
     *
     * @param name the name of the listener
     * @param facts the facts of standard input
     * @param claim the right to it; taken when it is first used, given back on release
     */
    public StandardInputHandle(String name, DescriptorFacts facts, DescriptorClaim claim) {
        this.name = name;
        this.facts = facts;
        this.claim = claim;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return facts.kind();
    }

    @Override
    public Optional<Address> address() {
        return facts.address();
    }

    @Override
    public OptionalInt descriptor() {
        return OptionalInt.of(NUMBER);
    }

    @Override
    public Channel open() throws IOException {
        claim.take();
        int copy = SunNioCh.dup(NUMBER);
        try {
            Channel opened = adopted(copy);
            if (DescriptorOwner.numberOf(opened) != copy) {
                // the channel has a copy of that
                SunNioCh.close0(copy);
            }
            channel = opened;
            return opened;
        } catch (IOException | RuntimeException | LinkageError e) {
            SunNioCh.close0(copy);
            throw e;
        }
    }

    private static Channel adopted(int copy) throws IOException {
        Adoption adoption = new Adoption(DescriptorFacts.of(NUMBER), copy);
        try {
            return adoption.channel();
        } catch (IOException refused) {
            throw adoption.failure(refused);
        }
    }

    @Override
    public void commit() throws IOException {
        if (channel == null) {
            return;
        }
        int copy = DescriptorOwner.numberOf(channel);
        CloseOnExec.setIfCheap(copy);
        SunNioCh.configureBlocking(copy, true);
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

    @Override
    public @Nullable SocketChannel accept(ServerSocketChannel listening) throws IOException {
        return listening.getLocalAddress() instanceof UnixDomainSocketAddress
                ? UnixAcceptance.accept(listening)
                : listening.accept();
    }

    @Override
    public int detach() throws IOException {
        Channel opened = channel == null ? open() : channel;
        int copy = GivenNumbers.duplicate(opened);
        opened.close();
        return copy;
    }

    /** Standard input is as it was. */
    @Override
    public void release() throws IOException {
        claim.giveBack();
        if (channel != null) {
            SunNioCh.discard(channel);
            channel = null;
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
