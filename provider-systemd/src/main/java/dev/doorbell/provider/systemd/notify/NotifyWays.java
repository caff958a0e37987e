package dev.doorbell.provider.systemd.notify;

import dev.doorbell.descriptors.notify.CannotSendException;
import dev.doorbell.descriptors.notify.DatagramTarget;
import dev.doorbell.provider.systemd.variables.ListenVariables;
import dev.doorbell.spi.ActivationException;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ways to the socket of the service manager, in their order: the {@linkplain NotifyDescriptor descriptor} that it passed,
 * and the address in {@code NOTIFY_SOCKET}. The second serves where the first fails: a manager that has been started anew
 * has another socket at the same address.
 */
final class NotifyWays {
    /** The end of the path of a manager that knows {@code OpenFile=}. */
    private static final String OF_SYSTEMD = "/systemd/notify";

    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private final OptionalInt number;
    private final Optional<String> address;
    private final Consumer<String> log;
    private final @Nullable DatagramTarget passed;
    private volatile @Nullable DatagramTarget addressed;

    private NotifyWays(OptionalInt number, Optional<String> address, Consumer<String> log) {
        this.number = number;
        this.log = log;
        this.address = address;
        this.passed = number.isPresent() ? DatagramTarget.ofConnected(number.getAsInt()) : null;
    }

    static NotifyWays of(ProcessContext process, Consumer<String> log) {
        return of(process, log, ListenVariables.FIRST_DESCRIPTOR);
    }

    /** The ways of a process whose first passed descriptor has another number, for tests. */
    static NotifyWays of(ProcessContext process, Consumer<String> log, int first) {
        return new NotifyWays(NotifyDescriptor.find(process, first), process.variable(NotifySocket.VARIABLE), log);
    }

    /** A message of any form. */
    interface Message {
        void sendTo(DatagramTarget manager) throws IOException;
    }

    boolean any() {
        return passed != null || address.isPresent();
    }

    /**
     * Sends a message. Where this JVM has no way to do so, that is logged once per process.
     *
     * @return whether it was sent
     * @throws ActivationException if the address is malformed, and no descriptor was passed that serves
     * @throws IOException if the manager cannot be reached
     */
    boolean send(Message message) throws IOException {
        try {
            return passed == null ? sendToAddress(message) : sendToPassed(passed, message);
        } catch (CannotSendException noWay) {
            if (!TOLD.getAndSet(true)) {
                log.accept("A notification is not sent, and the program continues: " + noWay.getMessage()
                        + (passed == null ? hint() : ""));
            }
            return false;
        }
    }

    private boolean sendToPassed(DatagramTarget manager, Message message) throws IOException {
        try {
            message.sendTo(manager);
            return true;
        } catch (InterruptedIOException tooLong) {
            // the queue is full, whatever way leads to it
            throw tooLong;
        } catch (IOException | CannotSendException refused) {
            if (!sendInstead(message, refused)) {
                throw refused;
            }
            return true;
        }
    }

    private boolean sendInstead(Message message, Exception refused) throws InterruptedIOException {
        try {
            return sendToAddress(message);
        } catch (InterruptedIOException tooLong) {
            // this manager is there, and does not read
            tooLong.addSuppressed(refused);
            throw tooLong;
        } catch (IOException | CannotSendException second) {
            refused.addSuppressed(second);
            return false;
        }
    }

    private boolean sendToAddress(Message message) throws IOException {
        if (address.isEmpty()) {
            return false;
        }
        message.sendTo(addressed(address.get()));
        return true;
    }

    /** Parses the address when it is needed: only a program that sends gets the error of a bad one. */
    private DatagramTarget addressed(String text) throws ActivationException {
        DatagramTarget known = addressed;
        if (known == null) {
            known = NotifySocket.parse(text);
            addressed = known;
        }
        return known;
    }

    /** Returns how notifications are sent, for a person. */
    @Override
    public String toString() {
        if (passed != null) {
            return "to systemd through fd " + number.getAsInt() + ", which it connected by OpenFile=. Descriptors go "
                    + DatagramTarget.nativeWay()
                            .map(way -> "through " + way + ".")
                            .orElse("nowhere: JNA is missing.");
        }
        if (address.isEmpty()) {
            return "nowhere: " + NotifySocket.VARIABLE + " is not set.";
        }
        Optional<String> way = DatagramTarget.nativeWay();
        return way.isPresent()
                ? "to " + address.get() + " through " + way.get() + "."
                : "nowhere: JNA is missing. Add net.java.dev.jna:jna." + hint();
    }

    private String hint() {
        return address.orElse("").endsWith(OF_SYSTEMD)
                ? " Or, with systemd 253 and later, add " + NotifyDescriptor.setting(address.get())
                        + " to the unit, which takes no native code."
                : "";
    }
}
