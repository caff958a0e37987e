package dev.doorbell.provider.systemd.notify;

import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.notify.ListenFds;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.provider.systemd.variables.ListenVariables;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.util.OptionalInt;

/**
 * The socket that the service manager has connected to its own notify socket and passed among the listeners, where the unit
 * says so: {@code OpenFile=/run/systemd/notify:doorbell-notify:graceful} of {@code systemd.service(5)}, since systemd 253.
 * The type of the socket is that of the other: {@code connect_unix_harder()} of its {@code exec-invoke.c}. The path of a
 * user's manager has the number of the user, since systemd expands no specifier there: {@code
 * /run/user/1000/systemd/notify}.
 */
public final class NotifyDescriptor {
    private NotifyDescriptor() {}

    /** Returns the setting of a unit, for the address in {@code NOTIFY_SOCKET}. */
    static String setting(String address) {
        return "OpenFile=" + address + ":" + ListenVariables.NOTIFY + ":graceful";
    }

    /**
     * Finds it by its name and by what it is.
     *
     * @param first the number of the first descriptor, {@link ListenVariables#FIRST_DESCRIPTOR} except in tests
     * @return its number; empty where there is none, or the variables are malformed, which is for {@code open} to report
     */
    static OptionalInt find(ProcessContext process, int first) {
        if (!process.variable(ListenFds.FDNAMES).orElse("").contains(ListenVariables.NOTIFY)) {
            return OptionalInt.empty();
        }
        try {
            ListenVariables variables = ListenVariables.read(process);
            for (int index = 0; index < variables.count(); index++) {
                if (variables.name(index).equals(ListenVariables.NOTIFY) && is(DescriptorFacts.of(first + index))) {
                    return OptionalInt.of(first + index);
                }
            }
            return OptionalInt.empty();
        } catch (IOException | IllegalStateException | UnsupportedOperationException unusable) {
            return OptionalInt.empty();
        }
    }

    /**
     * Returns whether a descriptor is one by what the kernel says of it: a UNIX datagram socket without a name, to which no
     * client can send. It may have lost its peer, to a manager that was started anew.
     */
    public static boolean is(DescriptorFacts facts) {
        return facts.socket().isPresent()
                && facts.socket().get().family() == CNumber.AF_UNIX
                && facts.socket().get().type() == CNumber.SOCK_DGRAM
                && facts.address().isEmpty();
    }
}
