package dev.doorbell.agent.adoption;

import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.SocketFacts;
import dev.doorbell.descriptors.jdk.JdkSockets;
import dev.doorbell.provider.systemd.matching.PassedDescriptor;
import dev.doorbell.spec.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All listeners that were passed, and the choice of one of them for an address that the program binds. */
final class PassedListeners {
    private final List<PassedListener> listeners = new ArrayList<>();
    private final PassedIntake intake = new PassedIntake(listeners);
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
    static PassedListeners of(List<PassedDescriptor> passed, Properties ledger, Map<String, String> names)
            throws IOException {
        PassedListeners all = new PassedListeners(names);
        for (PassedDescriptor descriptor : passed) {
            PassedListener listener = new PassedListener(descriptor, ledger);
            all.listeners.add(listener);
            all.intake.add(listener);
        }
        return all;
    }

    PassedIntake intake() {
        return intake;
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
    Outcome serve(BindRequest request) throws IOException {
        synchronized (listeners) {
            return isNear(request) ? serveNear(request) : Outcome.LEFT;
        }
    }

    private boolean isNear(BindRequest request) {
        boolean near = false;
        intake.forgetOwner(request.number());
        for (PassedListener listener : listeners) {
            listener.forget(request.number());
            near |= Conflict.isNear(listener, request, names);
        }
        return near;
    }

    private Outcome serveNear(BindRequest request) throws IOException {
        SocketFacts socket = DescriptorFacts.of(request.number()).socket().orElseThrow();
        boolean shares = JdkSockets.reusesPort(request.number());
        @Nullable PassedListener chosen = choice.of(request.address(), socket, shares);
        if (chosen != null && chosen.putUnder(request, shares)) {
            intake.addOwner(request.number());
            return new Outcome(true, chosen.familyIfOther(socket));
        }
        return bindAndExplain(request);
    }

    boolean isAdopted(int number) {
        synchronized (listeners) {
            for (PassedListener listener : listeners) {
                if (listener.isUnderSocket(number)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Whether a program's socket has each listener of a kind that the JDK's sockets are of. */
    boolean allAreTaken() throws IOException {
        synchronized (listeners) {
            for (PassedListener listener : listeners) {
                if (listener.isServable() && listener.isFree()) {
                    return false;
                }
            }
            return true;
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
