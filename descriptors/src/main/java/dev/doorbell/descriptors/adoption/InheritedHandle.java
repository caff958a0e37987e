package dev.doorbell.descriptors.adoption;

import dev.doorbell.descriptors.jdk.DescriptorOwner;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.jdk.UnixAcceptance;
import dev.doorbell.descriptors.posix.CloseOnExec;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.ListenerHandle;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A listener whose descriptor was passed to this process.
 *
 * <p>Never calls {@code listen(2)} (it would replace the unit's backlog), {@code shutdown(2)} (the service manager has
 * the same socket) or {@code unlink(2)}.
 */
public class InheritedHandle implements ListenerHandle {
    private final String name;
    final DescriptorFacts facts;
    private final DescriptorClaim claim;
    private @Nullable Channel channel;
    private boolean copied;
    private boolean passedIsClosed;
    private final Object waiting = new Object();
    private @Nullable Arrivals arrivals;
    private boolean ended;
    private volatile boolean unblocked;

    /**
     * Makes the handle of a descriptor that was passed without a name.
     *
     * @param facts its facts
     * @param claim the right to it; taken when the descriptor is first used, given back on release
     */
    public InheritedHandle(DescriptorFacts facts, DescriptorClaim claim) {
        this("", facts, claim);
    }

    /**
     * Makes the handle of a descriptor that is open.
     *
     * @param name the name that it was passed with
     * @param facts its facts
     * @param claim the right to it; taken when the descriptor is first used, given back on release
     */
    public InheritedHandle(String name, DescriptorFacts facts, DescriptorClaim claim) {
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
        return OptionalInt.of(facts.number());
    }

    @Override
    public Channel open() throws IOException {
        return open(false);
    }

    @Override
    public Channel openToDrain() throws IOException {
        return open(true);
    }

    private Channel open(boolean toDrain) throws IOException {
        claim.take();
        CloseOnExec.prepare();
        Channel opened = adopted(toDrain);
        // asked now: the JDK forgets the number of some channels when the program closes them
        copied = numberOf(opened) != facts.number();
        channel = opened;
        return opened;
    }

    Channel adopted(boolean toDrain) throws IOException {
        return adopted(new Adoption(facts), toDrain);
    }

    static Channel adopted(Adoption adoption, boolean toDrain) throws IOException {
        try {
            return toDrain ? adoption.drain() : adoption.channel();
        } catch (IOException refused) {
            throw adoption.failure(refused);
        }
    }

    /**
     * Leaves O_NONBLOCK of a listener as it is: other processes may serve the same open file, and its channel waits in
     * {@code poll(2)}. The descriptors of two kinds have to block. A connection has no other server, and
     * {@code FileChannel.transferTo} waits only if its descriptor blocks. A device may be one that {@code poll(2)} always calls
     * ready, and a write to it may end early.
     *
     * <p>Fails only for a bug: {@link #open()} finds the mistakes of users.
     */
    @Override
    public void commit() throws IOException {
        int number = numberOf(Objects.requireNonNull(channel, "commit() comes after open()"));
        CloseOnExec.setIfCheap(number);
        if (facts.kind() == Kind.CONNECTION || facts.kind() == Kind.SPECIAL) {
            SunNioCh.configureBlocking(number, true);
        }
        if (copied) {
            // closing the channel must not leave the inherited one behind
            closePassed();
            passedIsClosed = true;
        }
    }

    /** Closes the number that was passed, which the channel does not have. */
    void closePassed() throws IOException {
        SunNioCh.close0(facts.number());
    }

    /** Asks the JDK for the number of a listener's channel, which is always the JDK's: no class of ours is loaded for it. */
    private static int numberOf(Channel opened) throws IOException {
        return opened instanceof ServerSocketChannel ? SunNioCh.numberOf(opened) : DescriptorOwner.numberOf(opened);
    }

    @Override
    public boolean awaitArrival(long millis) throws IOException {
        return arrivals().await(millis);
    }

    @Override
    public @Nullable SocketChannel accept(ServerSocketChannel listening) throws IOException {
        return facts.kind() == Kind.TCP ? listening.accept() : UnixAcceptance.accept(listening);
    }

    @Override
    public @Nullable SocketChannel acceptArrived(ServerSocketChannel listening) throws IOException {
        if (listening.isBlocking()) {
            listening.configureBlocking(false);
            unblocked = true;
        }
        // another process that has the open file may have cleared O_NONBLOCK
        SunNioCh.doNotBlock(listening);
        return accept(listening);
    }

    private Arrivals arrivals() throws IOException {
        synchronized (waiting) {
            Arrivals known = arrivals;
            if (known == null) {
                known = Arrivals.on(ended ? null : channel);
                arrivals = known;
            }
            return known;
        }
    }

    /** Ends each wait, before the channel is closed: its number may be another file's afterwards. */
    private void endWaiting() throws IOException {
        synchronized (waiting) {
            ended = true;
            if (arrivals != null) {
                arrivals.close();
            }
        }
    }

    @Override
    public int detach() throws IOException {
        claim.take();
        if (channel == null) {
            return detachPassed();
        }
        int copy = GivenNumbers.duplicate(channel);
        try {
            endWaiting();
            closeEverything(channel);
            if (unblocked || !(channel instanceof SelectableChannel view) || view.isBlocking()) {
                SunNioCh.configureBlocking(copy, true);
            }
            return copy;
        } catch (IOException | RuntimeException | LinkageError e) {
            GivenNumbers.close(copy);
            throw e;
        }
    }

    int detachPassed() throws IOException {
        SunNioCh.configureBlocking(facts.number(), true);
        return GivenNumbers.note(facts.number());
    }

    /** Keeps the claim of a number that {@link #commit} has closed: another file may be open under it. */
    @Override
    public void release() throws IOException {
        if (!passedIsClosed) {
            claim.giveBack();
        }
        endWaiting();
        if (channel != null && copied) {
            SunNioCh.discard(channel);
        }
        // any other channel is left to the garbage collector, which does not close its descriptor
        channel = null;
    }

    @Override
    public void close() throws IOException {
        claim.take();
        endWaiting();
        if (channel == null) {
            closePassed();
        } else {
            closeEverything(channel);
        }
    }

    private void closeEverything(Channel opened) throws IOException {
        opened.close();
        if (copied && !passedIsClosed) {
            closePassed();
        }
    }
}
