package dev.doorbell.provider.fallback;

import dev.doorbell.Address;
import dev.doorbell.ListenerSpec;
import java.net.BindException;
import java.net.SocketException;
import java.util.Locale;

/** Says what was to be bound, since the operating system's own message does not, and what to do. */
final class BindFailure {
    private static final int FIRST_UNPRIVILEGED_PORT = 1024;

    private BindFailure() {}

    static SocketException explain(SocketException refused, ListenerSpec spec, Address address) {
        String said = String.valueOf(refused.getMessage());
        BindException explained = new BindException(
                "Cannot bind " + address + " for the spec " + spec + ": " + said + ". " + fix(said, spec, address));
        explained.initCause(refused);
        return explained;
    }

    private static String fix(String said, ListenerSpec spec, Address address) {
        String text = said.toLowerCase(Locale.ROOT);
        if (text.contains("permission denied")) {
            return address instanceof Address.Ip ip && ip.port() < FIRST_UNPRIVILEGED_PORT
                    ? "Let a service manager pass the port as \"" + spec.name() + "\", or use one from "
                            + FIRST_UNPRIVILEGED_PORT + "."
                    : "Give this user the right to write there, or use another address.";
        }
        if (text.contains("in use")) {
            return "Stop what listens there, or use another address; if that is a service manager's socket for this"
                    + " program, start the program through it.";
        }
        return text.contains("cannot assign") || text.contains("can't assign")
                ? "Use an address of this machine, or * for all of them."
                : "Use another address.";
    }
}
