package dev.doorbell.cli.activator;

import dev.doorbell.handover.Handover;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.commons.lang3.Strings;
import org.apache.commons.lang3.reflect.ConstructorUtils;
import org.apache.commons.lang3.reflect.FieldUtils;
import org.apache.commons.lang3.reflect.MethodUtils;

/**
 * The signals that are forwarded to programs, through {@code sun.misc.Signal}, which has no public counterpart: by reflection,
 * as the compiler's warnings of it cannot be suppressed.
 */
final class Signals {
    /** The last signal that has a name on Linux. The C library uses some of those above, and ignores them itself. */
    private static final int LAST = 31;

    private static final String IGNORED = "SigIgn:";
    private static final List<String> FORWARDED = List.of("TERM", "INT", "HUP", "USR1", "USR2");

    private final Set<Integer> ignored = new TreeSet<>();

    /**
     * A signal that this process has received.
     *
     * @param name without SIG
     * @param number on this system
     */
    record Received(String name, int number) {}

    /** Receives the signals from now on, except those that this process was started to ignore, as by nohup(1). */
    void forwardTo(Consumer<Received> receiver) {
        ignored.addAll(ignoredOnLinux());
        try {
            for (String name : FORWARDED) {
                forward(name, receiver);
            }
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException(
                    "Cannot forward signals: this JVM has no sun.misc.Signal (" + e
                            + "). Use one with jdk.unsupported.",
                    e);
        }
    }

    private void forward(String name, Consumer<Received> receiver) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Object ignoring = FieldUtils.readStaticField(handlerType, "SIG_IGN");
        Object signal = ConstructorUtils.invokeConstructor(type, name);
        Received received = new Received(name, (Integer) MethodUtils.invokeMethod(signal, "getNumber"));
        MethodHandle receive = MethodHandles.lookup()
                .findVirtual(Consumer.class, "accept", MethodType.methodType(void.class, Object.class))
                .bindTo(receiver)
                .bindTo(received);
        Object handler =
                MethodHandleProxies.asInterfaceInstance(handlerType, MethodHandles.dropArguments(receive, 0, type));
        try {
            if (MethodUtils.invokeStaticMethod(type, "handle", signal, handler) == ignoring) {
                MethodUtils.invokeStaticMethod(type, "handle", signal, ignoring);
                ignored.add(received.number());
            }
        } catch (InvocationTargetException reserved) {
            // the JVM reserves it: SIGUSR2 on some systems, and with -Xrs those that end it
        }
    }

    /** {@code SigIgn} of {@code proc(5)}. For other signals the JVM has handlers by now, such as SIGPIPE and SIGQUIT. */
    private static Set<Integer> ignoredOnLinux() {
        Set<Integer> numbers = new TreeSet<>();
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith(IGNORED)) {
                    String mask = Strings.CS.removeStart(line, IGNORED).strip();
                    BitSet.valueOf(new long[] {Long.parseUnsignedLong(mask, 16)}).stream()
                            .map(bit -> bit + 1)
                            .filter(number -> number <= LAST)
                            .forEach(numbers::add);
                }
            }
        } catch (IOException notLinux) {
            // forward() finds the ignored ones among those that it forwards
        }
        return numbers;
    }

    /** Lets a program ignore what this process was started to ignore. */
    void apply(Handover handover) {
        ignored.forEach(handover::keepSignal);
    }
}
