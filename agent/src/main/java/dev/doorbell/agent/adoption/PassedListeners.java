package dev.doorbell.agent.adoption;

import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.SocketFacts;
import dev.doorbell.descriptors.jdk.JdkSockets;
import dev.doorbell.provider.systemd.matching.PassedDescriptor;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/** All listeners that were passed, and the choice of one of them for an address that the program binds. */
final class PassedListeners {
    private final List<PassedListener> listeners = new ArrayList<>();
    private final PassedIntake intake = new PassedIntake(listeners);
    private final Wake wake = new Wake(listeners, intake);
    private final BoundNames names;

    private PassedListeners(BoundNames names) {
        this.names = names;
    }

    /**
     * Makes the list of those that were passed.
     *
     * @param ledger where claims are kept
     * @param names the names of listeners by the port or path that the program binds
     */
    static PassedListeners of(List<PassedDescriptor> passed, Properties ledger, BoundNames names) throws IOException {
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

    Wake wake() {
        return wake;
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

    /** Messages for the names that the user gave, and that no listener has which the program can bind. */
    List<String> unusableNames() {
        List<String> messages = new ArrayList<>();
        for (String name : names.all()) {
            List<PassedListener> called = new ArrayList<>();
            boolean servable = false;
            for (PassedListener listener : listeners) {
                if (listener.isCalled(name)) {
                    called.add(listener);
                    servable |= listener.isServable();
                }
            }
            if (!servable) {
                messages.add(called.isEmpty() ? notPassed(name) : notServable(name, called));
            }
        }
        return messages;
    }

    private String notPassed(String name) {
        return "doorbell.agent.map has the name \"" + name + "\", which was not passed: " + listeners
                + ". Correct it, or pass that name: FileDescriptorName=" + name
                + " in the socket unit of systemd, the key in launchd's Sockets.";
    }

    private static String notServable(String name, List<PassedListener> called) {
        return "doorbell.agent.map has the name \"" + name + "\", which is neither a listening socket nor UDP: "
                + called + ". Pass such a socket, or remove the name.";
    }

    /** Puts a listener under the program's socket, if one was passed for its address. */
    Outcome serve(BindRequest request) throws IOException {
        synchronized (listeners) {
            forget(request.number());
            return isNear(request.address()) ? serveNear(request) : Outcome.LEFT;
        }
    }

    /** Forgets a number that the program binds anew: it is another socket, or it was never an adopted one. */
    void forget(int number) {
        synchronized (listeners) {
            intake.forgetOwner(number);
            for (PassedListener listener : listeners) {
                listener.forget(number);
            }
        }
    }

    private boolean isNear(Address address) {
        if (!names.of(address).isEmpty()) {
            return true;
        }
        for (PassedListener listener : listeners) {
            if (listener.isNear(address)) {
                return true;
            }
        }
        return false;
    }

    private Outcome serveNear(BindRequest request) throws IOException {
        SocketFacts socket = DescriptorFacts.of(request.number()).socket().orElseThrow();
        List<PassedListener> near = near(request.address(), ListenerChoice.kind(request.address(), socket));
        if (near.isEmpty()) {
            return Outcome.LEFT;
        }
        boolean shares = JdkSockets.reusesPort(request.number());
        PassedListener chosen = new ListenerChoice(near, names).of(request.address(), socket, shares);
        if (chosen != null && chosen.putUnder(request, shares)) {
            intake.addOwner(request.number());
            return new Outcome(true, chosen.familyIfOther(socket));
        }
        return bindAndExplain(request, near);
    }

    /** Listeners of the kind that are at the port or path, or that the user has named for it. */
    private List<PassedListener> near(Address address, Kind kind) {
        List<PassedListener> near = new ArrayList<>();
        for (PassedListener listener : listeners) {
            if (listener.isOf(kind) && (listener.isNear(address) || isNamed(listener, address))) {
                near.add(listener);
            }
        }
        return near;
    }

    private boolean isNamed(PassedListener listener, Address address) {
        for (String name : names.of(address)) {
            if (listener.isCalled(name)) {
                return true;
            }
        }
        return false;
    }

    boolean isAdopted(int number) throws IOException {
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
    private Outcome bindAndExplain(BindRequest request, List<PassedListener> near) throws IOException {
        try {
            request.make();
            return Outcome.BOUND;
        } catch (IOException refused) {
            throw Conflict.explained(refused, request.address(), near);
        }
    }
}
