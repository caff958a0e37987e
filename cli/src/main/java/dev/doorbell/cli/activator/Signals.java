package dev.doorbell.cli.activator;

import dev.doorbell.handover.Handover;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The signals that go on to the programs that were started. Through {@code sun.misc.Signal}, which has no public
 * counterpart, and by reflection, since the compiler's warnings of it cannot be turned off.
 */
final class Signals {
    /** The last of those that have a name on Linux. */
    private static final int MOST = 31;

    private static final String IGNORED = "SigIgn:";
    private static final List<String> FORWARDED = List.of("TERM", "INT", "HUP", "USR1", "USR2");

    private final Set<Integer> ignored = new TreeSet<>();

    /**
     * A signal that this process has received.
     *
     * @param name without SIG
     * @param number that of this system
     */
    record Received(String name, int number) {}

    /** Receives them from now on, but for those that this process was started to ignore, as nohup(1) does it. */
    void forwardTo(Consumer<Received> receiver) {
        ignored.addAll(ignoredOnLinux());
        try {
            for (String name : FORWARDED) {
                forward(name, receiver);
            }
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException("Signals cannot be forwarded: this JVM has no sun.misc.Signal (" + e
                    + "). Use one with the module jdk.unsupported.");
        }
    }

    /** {@code SigIgn} of {@code proc(5)}. Of others the JVM has handlers by now, among them SIGPIPE and SIGQUIT. */
    private static Set<Integer> ignoredOnLinux() {
        Set<Integer> numbers = new TreeSet<>();
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith(IGNORED)) {
                    long mask = Long.parseUnsignedLong(
                            line.substring(IGNORED.length()).strip(), 16);
                    // those above are threads' own, which the C library ignores by itself
                    for (int number = 1; number <= MOST; number++) {
                        if ((mask >>> (number - 1) & 1) != 0) {
                            numbers.add(number);
                        }
                    }
                }
            }
        } catch (IOException notLinux) {
            // those that are forwarded are asked for one by one
        }
        return numbers;
    }

    private void forward(String name, Consumer<Received> receiver) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Method handle = type.getMethod("handle", type, handlerType);
        Object ignoring = handlerType.getField("SIG_IGN").get(null);
        Object signal = type.getConstructor(String.class).newInstance(name);
        Received received =
                new Received(name, (Integer) type.getMethod("getNumber").invoke(signal));
        InvocationHandler calls = (proxy, method, arguments) -> answer(proxy, method, arguments, receiver, received);
        try {
            Object handler =
                    Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handlerType}, calls);
            if (handle.invoke(null, signal, handler) == ignoring) {
                handle.invoke(null, signal, ignoring);
                ignored.add(received.number());
            }
        } catch (InvocationTargetException reserved) {
            // the JVM keeps it to itself: SIGUSR2 on some systems, and with -Xrs those that end it
        }
    }

    private static @Nullable Object answer(
            Object proxy,
            Method method,
            @Nullable Object @Nullable [] arguments,
            Consumer<Received> receiver,
            Received received) {
        return switch (method.getName()) {
            case "handle" -> {
                receiver.accept(received);
                yield null;
            }
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "forwarding of SIG" + received.name();
        };
    }

    /** Programs ignore what this process was started to ignore. */
    void apply(Handover handover) {
        ignored.forEach(handover::keepSignal);
    }
}
