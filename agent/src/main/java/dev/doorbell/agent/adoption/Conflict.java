package dev.doorbell.agent.adoption;

import dev.doorbell.spec.Address;
import java.io.IOException;
import java.net.BindException;
import java.util.List;

/** The errors for an address that the program binds, and that listeners were passed at or near. */
final class Conflict {
    private Conflict() {}

    /** Several listeners for one socket, which can have only one of them. */
    static IOException several(Address address, List<PassedListener> free) {
        return new BindException("cannot bind " + address + ": " + free.size() + " listeners were passed for it, "
                + list(free) + ". One socket serves only one of them, and clients of the others would wait"
                + " indefinitely. Pass one, for example " + directive(free.get(0)) + BoundNames.place(address)
                + (address instanceof Address.Ip ? " with BindIPv6Only=both" : "")
                + ", or let the program bind each address.");
    }

    /** As {@code systemd.socket(5)} has it. */
    private static String directive(PassedListener listener) {
        return listener.accepts() ? "ListenStream=" : "ListenDatagram=";
    }

    /** The refusal of the operating system, with the listeners that may be the cause. */
    static IOException explained(IOException refused, Address address, List<PassedListener> near) throws IOException {
        StringBuilder closed = new StringBuilder();
        StringBuilder taken = new StringBuilder();
        StringBuilder elsewhere = new StringBuilder();
        for (PassedListener listener : near) {
            append(!listener.isOpen() ? closed : listener.isFree() ? elsewhere : taken, listener);
        }
        String reason = closed.length() > 0
                ? "other code of this program has closed " + closed + ". Let only one of them use it, that code or the"
                        + " agent."
                : taken.length() > 0
                        ? "another socket of this program has " + taken
                                + ". Close that one first, or set SO_REUSEPORT on both."
                        : elsewhere + " was passed, which is not at that address. Let the program bind the address that"
                                + " was passed, pass the one that it binds, or set -Ddoorbell.agent.map=NAME="
                                + BoundNames.place(address) + " with the name of the listener.";
        IOException explained =
                new BindException("cannot bind " + address + ": " + refused.getMessage() + "; " + reason);
        explained.initCause(refused);
        return explained;
    }

    private static String list(List<PassedListener> listeners) {
        StringBuilder list = new StringBuilder();
        for (PassedListener listener : listeners) {
            append(list, listener);
        }
        return list.toString();
    }

    private static void append(StringBuilder list, PassedListener listener) {
        list.append(list.length() == 0 ? "" : ", ").append(listener);
    }
}
