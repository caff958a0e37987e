package dev.doorbell.agent.adoption;

import dev.doorbell.descriptors.adoption.DescriptorClaim;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.SocketFacts;
import dev.doorbell.descriptors.files.FileStat;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.provider.systemd.SystemdSource;
import dev.doorbell.provider.systemd.matching.PassedDescriptor;
import dev.doorbell.spec.Address;
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
    private static final String SOCKET_UNIT = ".socket";

    private final PassedDescriptor descriptor;
    private final Properties ledger;
    private final DescriptorClaim claim;
    private final FileStat identity;

    /** The numbers of the program's sockets, and whether each lets others bind the same address. */
    private final Map<Integer, Boolean> owners = new HashMap<>();

    private final List<EpollWatches> paused = new ArrayList<>();
    private boolean taken;

    PassedListener(PassedDescriptor descriptor, Properties ledger) throws IOException {
        this.descriptor = descriptor;
        this.ledger = ledger;
        claim = new DescriptorClaim(ledger, SystemdSource.key(descriptor.number()), descriptor);
        identity = FileStat.ofDescriptor(descriptor.number());
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

    /** Whether the passed number still is this listener: native code of the program may have closed it. */
    boolean isOpen() throws IOException {
        return isUnder(descriptor.number());
    }

    private boolean isUnder(int number) throws IOException {
        try {
            return FileStat.ofDescriptor(number).sameFile(identity) && (hasInode() || isAtSameAddress(number));
        } catch (FileNotFoundException closed) {
            return false;
        }
    }

    /** The sockets of macOS have none. */
    private boolean hasInode() {
        return identity.inode() != 0;
    }

    private boolean isAtSameAddress(int number) throws IOException {
        Optional<DescriptorFacts> facts = descriptor.facts();
        return facts.isPresent()
                && DescriptorFacts.of(number).address().equals(facts.get().address());
    }

    /** The program's only socket that is it; null if there is none or several. */
    @Nullable
    Integer onlyOwner() throws IOException {
        return isFree() || owners.size() > 1 ? null : owners.keySet().iterator().next();
    }

    /** Whether one of its owners lets others bind the same address. */
    boolean isShared() {
        return owners.containsValue(true);
    }

    /** Forgets a number that the program binds anew: it is another socket, or it was never this one. */
    void forget(int number) {
        owners.remove(number);
    }

    boolean isUnderSocket(int number) throws IOException {
        return owners.containsKey(number) && isUnder(number);
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
        owners.put(request.number(), shared);
        request.afterAdoption();
        return true;
    }

    /** Whether sockets of the JDK or of Netty are of its kind. */
    boolean isServable() {
        return isOf(Kind.TCP) || isOf(Kind.UDP) || isOf(Kind.UNIX_STREAM);
    }

    boolean isOf(Kind kind) {
        Optional<DescriptorFacts> facts = descriptor().facts();
        return facts.isPresent() && facts.get().kind() == kind;
    }

    /** Whether it has a name of the service manager's, which is that of the unit by default. */
    boolean isCalled(String name) {
        String own = descriptor.name();
        return own.equals(name)
                || own.equals(name + SOCKET_UNIT)
                || (own.startsWith(name + "@") && own.endsWith(SOCKET_UNIT));
    }

    /** Whether it is at the port or path of an address. Folders are compared by the matcher, which follows links. */
    boolean isNear(Address address) {
        Optional<DescriptorFacts> facts = descriptor().facts();
        Address own = facts.isPresent() ? facts.get().address().orElse(null) : null;
        if (address instanceof Address.Ip ip) {
            return own instanceof Address.Ip bound && bound.port() == ip.port() && ip.port() != 0;
        }
        return address instanceof Address.File file
                && own instanceof Address.File bound
                && bound.path().endsWith(file.path().getFileName());
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
