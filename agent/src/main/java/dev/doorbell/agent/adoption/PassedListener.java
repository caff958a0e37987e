package dev.doorbell.agent.adoption;

import dev.doorbell.descriptors.adoption.DescriptorClaim;
import dev.doorbell.descriptors.adoption.SocketFacts;
import dev.doorbell.descriptors.files.FileStat;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.provider.systemd.SystemdSource;
import dev.doorbell.provider.systemd.matching.PassedDescriptor;
import dev.doorbell.spec.Kind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A listener that was passed, and the program's sockets that it was put under. The number that was passed stays open, so that
 * a program can close its own and bind it again.
 */
final class PassedListener {
    private static final String SHARED = "SO_REUSEPORT";

    private final PassedDescriptor descriptor;
    private final Properties ledger;
    private final DescriptorClaim claim;
    private final Map<Integer, String> owners = new HashMap<>();
    private final List<EpollWatches> paused = new ArrayList<>();
    private boolean taken;

    PassedListener(PassedDescriptor descriptor, Properties ledger) {
        this.descriptor = descriptor;
        this.ledger = ledger;
        claim = new DescriptorClaim(ledger, SystemdSource.key(descriptor.number()), descriptor);
    }

    /** As the matcher takes it: without facts where another component of the process, such as Doorbell itself, has it. */
    PassedDescriptor descriptor() {
        boolean anothers = !taken
                && DescriptorClaim.holder(ledger, SystemdSource.key(descriptor.number()))
                        .isPresent();
        return anothers ? new PassedDescriptor(descriptor.number(), descriptor.name(), Optional.empty()) : descriptor;
    }

    /** Returns whether a client waits, of the socket that the program took or will take. */
    boolean hasArrival() throws IOException {
        return SunNioCh.poll(SunNioCh.newFD(descriptor.number()), SunNioCh.POLLIN, 0) != 0;
    }

    /** Whether no socket of the program is it. The kernel is asked: a program closes in many ways. */
    boolean isFree() throws IOException {
        for (Integer number : owners.keySet().toArray(new Integer[0])) {
            if (!isUnder(number)) {
                owners.remove(number);
            }
        }
        return owners.isEmpty();
    }

    private boolean isUnder(int number) throws IOException {
        try {
            return FileStat.ofDescriptor(number).sameFile(FileStat.ofDescriptor(descriptor.number()));
        } catch (FileNotFoundException closed) {
            return false;
        }
    }

    /** Whether each of its owners lets others bind the same address. */
    boolean isShared() {
        return owners.containsValue(SHARED);
    }

    /** Forgets a number that the program binds anew: it is another socket, or it was never this one. */
    void forget(int number) {
        owners.remove(number);
    }

    boolean isUnderSocket(int number) {
        return owners.containsKey(number);
    }

    /** {@return whether a program's socket was given it; false where another component was faster} */
    boolean putUnder(BindRequest request, boolean shared) throws IOException {
        if (!taken && !claim.takeIfFree()) {
            return false;
        }
        taken = true;
        // for all that have it: the JDK's calls that wait wait with poll(2), and no other mode suits two owners
        SunNioCh.configureBlocking(descriptor.number(), false);
        request.beforeAdoption();
        SunNioCh.dup2(descriptor.number(), request.number());
        owners.put(request.number(), shared ? SHARED : "");
        request.afterAdoption();
        return true;
    }

    /** Whether sockets of the JDK or of Netty are of its kind. */
    boolean isServable() {
        if (descriptor.facts().isEmpty()) {
            return false;
        }
        Kind kind = descriptor.facts().get().kind();
        return kind == Kind.TCP || kind == Kind.UDP || kind == Kind.UNIX_STREAM;
    }

    boolean accepts() {
        return descriptor.facts().isPresent() && descriptor.facts().get().kind().accepts();
    }

    /** Lets no selector report a connection, also one that has registered the socket since the last call. */
    void pause() throws IOException {
        if (accepts() && !isFree()) {
            EpollWatches watches = EpollWatches.of(owners.keySet()).active();
            if (!watches.isEmpty()) {
                paused.add(watches);
                watches.pause();
            }
        }
    }

    /** Lets selectors report connections again, also after a call of {@link #pause} that has failed. */
    void resume() throws IOException {
        if (!paused.isEmpty() && !isFree()) {
            for (EpollWatches watches : paused) {
                watches.resume(owners.keySet());
            }
        }
        paused.clear();
    }

    /** The family of the adopted socket, where a channel was opened for another one. */
    @Nullable
    ProtocolFamily familyIfOther(SocketFacts programs) {
        CNumber family = descriptor.facts().orElseThrow().socket().orElseThrow().family();
        if (family == programs.family()) {
            return null;
        }
        return family == CNumber.AF_INET ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }

    @Override
    public String toString() {
        return descriptor.toString();
    }
}
