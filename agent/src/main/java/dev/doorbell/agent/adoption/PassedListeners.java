package dev.doorbell.agent.adoption;

import dev.doorbell.agent.lifetime.Intake;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.SocketFacts;
import dev.doorbell.descriptors.files.FileStat;
import dev.doorbell.descriptors.jdk.JdkSockets;
import dev.doorbell.provider.systemd.matching.PassedDescriptor;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** All listeners that were passed, and the choice of one of them for an address that the program binds. */
final class PassedListeners implements Intake {
    private final List<PassedListener> listeners = new ArrayList<>();
    private final List<Path> paths = new ArrayList<>();
    private final OpenConnections connections = new OpenConnections();
    private final Set<Object> adopters = Collections.newSetFromMap(new WeakHashMap<>());
    private volatile boolean stopped;
    private final Map<String, String> names;
    private final ListenerChoice choice;

    private PassedListeners(Map<String, String> names) {
        this.names = names;
        choice = new ListenerChoice(listeners, names);
    }

    /**
     * Makes the list of those that were passed.
     *
     * @param ledger where claims are kept
     * @param names the names of listeners by the port or path that the program binds
     */
    static PassedListeners of(List<PassedDescriptor> passed, Properties ledger, Map<String, String> names) {
        PassedListeners all = new PassedListeners(names);
        for (PassedDescriptor descriptor : passed) {
            all.listeners.add(new PassedListener(descriptor, ledger));
            Optional<DescriptorFacts> facts = descriptor.facts();
            Address address = facts.isPresent() ? facts.get().address().orElse(null) : null;
            if (address instanceof Address.File file) {
                all.paths.add(file.path());
            }
            if (address != null && facts.orElseThrow().kind().accepts()) {
                all.connections.add(address);
            }
        }
        return all;
    }

    /** The kinds of all of them. */
    Set<Kind> kinds() {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (PassedListener listener : listeners) {
            if (listener.descriptor().facts().isPresent()) {
                kinds.add(listener.descriptor().facts().get().kind());
            }
        }
        return kinds;
    }

    /** Whether each of them accepts connections. */
    boolean allAccept() {
        for (PassedListener listener : listeners) {
            if (!listener.accepts()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return listeners.toString();
    }

    /** Names that the user gave and the service manager did not, as messages. */
    List<String> unknownNames() {
        List<String> messages = new ArrayList<>();
        for (Map.Entry<String, String> entry : names.entrySet()) {
            if (!isPassed(entry.getValue())) {
                messages.add("doorbell.agent.map has the name \"" + entry.getValue() + "\", which was not passed: "
                        + listeners + ". Correct it, or set FileDescriptorName=" + entry.getValue()
                        + " in the socket unit.");
            }
        }
        return messages;
    }

    private boolean isPassed(String name) {
        for (PassedListener listener : listeners) {
            if (isCalled(listener.descriptor(), name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCalled(PassedDescriptor descriptor, String name) {
        return descriptor.name().equals(name) || descriptor.name().equals(name + ".socket");
    }

    /** Puts a listener under the program's socket, if one was passed for its address. */
    synchronized Outcome serve(BindRequest request) throws IOException {
        boolean near = false;
        for (PassedListener listener : listeners) {
            listener.forget(request.number());
            near |= Conflict.isNear(listener, request, names);
        }
        if (!near) {
            return Outcome.LEFT;
        }
        SocketFacts socket = DescriptorFacts.of(request.number()).socket().orElseThrow();
        boolean shares = JdkSockets.reusesPort(request.number());
        @Nullable PassedListener chosen = choice.of(request.address(), socket, shares);
        if (chosen != null && chosen.putUnder(request, shares)) {
            adopters.add(request.owner());
            return new Outcome(true, chosen.familyIfOther(socket));
        }
        return bindAndExplain(request);
    }

    synchronized boolean isAdopted(int number) {
        for (PassedListener listener : listeners) {
            if (listener.isUnderSocket(number)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a program's socket has each listener of a kind that the JDK's sockets are of. */
    synchronized boolean allAreTaken() throws IOException {
        for (PassedListener listener : listeners) {
            if (listener.isServable() && listener.isFree()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public synchronized void stop() throws IOException {
        stopped = true;
        for (PassedListener listener : listeners) {
            listener.pause();
        }
    }

    @Override
    public synchronized void resume() throws IOException {
        stopped = false;
        for (PassedListener listener : listeners) {
            listener.resume();
        }
        notifyAll();
    }

    /** Holds a thread that waits for connections one by one. One that waits with a selector serves others, and hears of none. */
    void awaitIntake(Object owner) {
        if (stopped && !(owner instanceof SelectableChannel channel && !channel.isBlocking())) {
            awaitIntakeOf(owner);
        }
    }

    private synchronized void awaitIntakeOf(Object owner) {
        boolean interrupted = false;
        while (stopped && adopters.contains(owner)) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int openConnections() throws IOException {
        return connections.count();
    }

    @Override
    public boolean hasArrival() throws IOException {
        for (PassedListener listener : listeners) {
            if (listener.hasArrival()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a path is that of a listener, also through a link. Called for each file that the program deletes. */
    boolean isAt(Path path) {
        for (Path socket : paths) {
            if (path.endsWith(socket.getFileName()) && isSameFile(path, socket)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSameFile(Path path, Path socket) {
        try {
            Optional<FileStat> identity = FileStat.ofPath(socket);
            return identity.isPresent()
                    && FileStat.ofPath(path).filter(identity.get()::sameFile).isPresent();
        } catch (IOException notTold) {
            return false;
        }
    }

    /** The program's own call, with the reason where it fails for a listener that was passed and did not match. */
    private Outcome bindAndExplain(BindRequest request) throws IOException {
        try {
            request.make();
            return Outcome.BOUND;
        } catch (IOException refused) {
            throw Conflict.explained(refused, request, listeners, names);
        }
    }
}
