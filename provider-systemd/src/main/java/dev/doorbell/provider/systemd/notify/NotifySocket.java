package dev.doorbell.provider.systemd.notify;

import dev.doorbell.descriptors.notify.CannotSendException;
import dev.doorbell.descriptors.notify.DatagramTarget;
import dev.doorbell.provider.systemd.variables.ListenVariables;
import dev.doorbell.spi.ActivationException;
import java.net.SocketException;

/** The address in {@code NOTIFY_SOCKET}, as {@code sd_notify(3)} reads it. */
final class NotifySocket {
    static final String VARIABLE = "NOTIFY_SOCKET";

    private static final String FIX =
            " The service manager sets it: remove what changes it before the program starts, or unset it to send no notifications.";

    private NotifySocket() {}

    /**
     * Reads the address of the socket that the service manager listens on.
     *
     * @param address the variable's value
     * @throws ActivationException if libsystemd would refuse it
     * @throws CannotSendException if it is that of a virtual machine's host
     */
    static DatagramTarget parse(String address) throws ActivationException {
        if (isVsock(address)) {
            throw new CannotSendException(VARIABLE + " is \"" + address + "\", a socket of the virtual machine's"
                    + " host, and Doorbell has no AF_VSOCK. Let a service manager inside the machine start the program, as"
                    + " systemd does with a unit, or unset " + VARIABLE + " to send no notifications.");
        }
        boolean isPath = address.startsWith("/");
        if (address.length() < 2 || !(isPath || address.startsWith("@"))) {
            throw malformed(address, ": expected an absolute path, or @ and an abstract name.");
        }
        try {
            // libsystemd takes no abstract name that would not fit as a path either, though the kernel does
            DatagramTarget asPath = DatagramTarget.ofPath(address);
            return isPath ? asPath : DatagramTarget.ofAbstractName(address.substring(1));
        } catch (SocketException | IllegalArgumentException unusable) {
            throw malformed(address, ": it cannot be the address of a socket: " + unusable.getMessage());
        }
    }

    /** {@code vsock:CID:PORT}, and {@code vsock-stream:} and the like since systemd 254. */
    private static boolean isVsock(String address) {
        int colon = address.indexOf(':');
        return address.startsWith("vsock")
                && colon > 0
                && (colon == "vsock".length() || address.charAt("vsock".length()) == '-');
    }

    private static ActivationException malformed(String address, String why) {
        return new ActivationException(ListenVariables.MANAGER, VARIABLE + " is \"" + address + "\"" + why + FIX);
    }
}
