package dev.doorbell.descriptors;

import dev.doorbell.descriptors.adoption.DescriptorClaim;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.GivenNumbers;
import dev.doorbell.descriptors.adoption.InheritedHandle;
import dev.doorbell.descriptors.adoption.OpenedByJvm;
import dev.doorbell.descriptors.adoption.StandardInputHandle;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.spi.ActivationException;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NetworkChannel;
import java.util.Optional;

/**
 * Raw descriptors: those under channels of the JDK, and those that were passed to this process.
 *
 * <p>Each method throws {@link IllegalStateException} if {@code -Ddoorbell.access} has an unknown value.
 */
public final class RawDescriptors {
    /** The first number behind standard input, output and error. */
    private static final int FIRST_PASSED = 3;

    private RawDescriptors() {}

    /**
     * Copies the descriptor under a channel, as {@code dup(2)} does. Both share {@code O_NONBLOCK}: a passed listener may have
     * it although its channel is in blocking mode. {@link #block} clears it for all that have the open file.
     *
     * @param channel an open channel of the JDK that has a descriptor (a socket, pipe or file channel), or one of Doorbell
     * @return the copy's number; the caller closes it
     * @throws UnsupportedOperationException on Windows, if no way into the JDK is open, or if it is another channel
     * @throws IllegalStateException if it is a connection that is registered with a selector: the JDK shuts such a one
     *     down when it closes it
     * @throws ClosedChannelException if the channel is closed: its number may be another file by now
     * @throws IOException if the operating system refuses
     */
    public static int duplicate(Channel channel) throws IOException {
        return GivenNumbers.duplicate(channel);
    }

    /**
     * Makes the handle of a descriptor that was passed to this process, for a {@link dev.doorbell.spi.ListenerProvider}.
     *
     * @param process the process, whose system properties have the ledger of what is taken
     * @param provider the name of the provider
     * @param name the name that the descriptor was passed with; empty if it has none
     * @param number the number of the descriptor, which is not changed before the handle is opened; 0 for a socket
     *     that is standard input
     * @return the handle, claimed when it is opened; empty if the number is taken already in this process
     * @throws ActivationException if the number is not open, is standard input but not a socket, is standard output or error, or
     *     is a file of the JVM, as in a child process that inherited the parent's variables
     * @throws UnsupportedOperationException on Windows, or if no way into the JDK is open
     * @throws IOException if the operating system refuses to tell what it is
     */
    public static Optional<ListenerHandle> passed(ProcessContext process, String provider, String name, int number)
            throws IOException {
        String key = "fd." + number;
        String listener = name.isEmpty() ? "fd " + number : "\"" + name + "\" (fd " + number + ")";
        if (DescriptorClaim.holder(process.properties(), key).isPresent()) {
            return Optional.empty();
        }
        boolean isInput = number == StandardInputHandle.NUMBER;
        if (!isInput && number < FIRST_PASSED) {
            throw refused(provider, listener, "it cannot be a passed descriptor. Pass 0, or a number of at least 3.");
        }
        DescriptorFacts facts = DescriptorFacts.of(number);
        if (!facts.open()) {
            throw refused(provider, listener, "it is not open. Pass a descriptor that the parent process leaves open.");
        }
        if (isInput && facts.socket().isEmpty()) {
            throw refused(
                    provider,
                    listener,
                    "expected a socket on standard input, got " + facts.fileType()
                            + ". Pass a socket as standard input (StandardInput=socket in a systemd unit).");
        }
        if (OpenedByJvm.is(facts)) {
            throw refused(
                    provider,
                    listener,
                    "it is " + facts.address().orElseThrow() + ", which the JVM opened itself. Unset the variables of "
                            + provider + " where they are inherited.");
        }
        DescriptorClaim claim = new DescriptorClaim(process.properties(), key, listener);
        return Optional.of(
                isInput ? new StandardInputHandle(name, facts, claim) : new InheritedHandle(name, facts, claim));
    }

    private static ActivationException refused(String provider, String listener, String why) {
        return new ActivationException(provider, "cannot adopt " + listener + ": " + why);
    }

    /**
     * Closes a number that {@link dev.doorbell.Listener#detachFd()} or {@link #duplicate} has given, after it was
     * handed on by {@code doorbell-handover} for example. Other copies of the same descriptor stay open.
     *
     * @param number the number, which belongs to the caller, and to no channel
     * @throws IllegalArgumentException if it is not such a number, or was closed here already: it may be another file's
     * @throws UnsupportedOperationException on Windows, or if no way into the JDK is open
     * @throws IOException if it is not open
     */
    public static void close(int number) throws IOException {
        GivenNumbers.close(number);
    }

    /**
     * Puts a descriptor into blocking mode, whatever a program that had a copy of it has left: the mode is that of the open
     * file, which all copies share.
     *
     * @param number an open descriptor
     * @throws UnsupportedOperationException on Windows, or if no way into the JDK is open
     * @throws IOException if it is not open
     */
    public static void block(int number) throws IOException {
        SunNioCh.configureBlocking(number, true);
    }

    /**
     * Lets an IPv6 socket that is not bound yet serve only IPv6, {@code IPV6_V6ONLY} of {@code ipv6(7)}: the JDK always
     * lets it serve IPv4 too.
     *
     * @param channel an IPv6 socket channel of the JDK that is not bound yet
     * @throws UnsupportedOperationException if no way into the JDK is open
     * @throws IOException if the operating system refuses
     */
    public static void ipv6Only(NetworkChannel channel) throws IOException {
        SunNioCh.setIntOption0(
                SunNioCh.newFD(SunNioCh.numberOf(channel)), CNumber.IPPROTO_IPV6.here(), CNumber.IPV6_V6ONLY.here(), 1);
    }
}
