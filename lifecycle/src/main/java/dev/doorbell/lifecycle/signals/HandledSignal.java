package dev.doorbell.lifecycle.signals;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A signal with a handler of the program, through {@code sun.misc.Signal}, which has no public counterpart: by reflection, as
 * the compiler's warnings of it cannot be suppressed. A shutdown hook is no place for a graceful end: the JVM runs all hooks
 * at once, so that what the last requests need is closed under them, and then ends with status 143, which a service manager
 * takes for a failure.
 */
public final class HandledSignal {
    private final Object signal;
    private final int number;
    private final Method handle;
    private final Object handler;
    private final Object before;
    private final boolean wasIgnored;

    private HandledSignal(String name, IntConsumer receiver) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        signal = type.getConstructor(String.class).newInstance(name);
        number = (Integer) type.getMethod("getNumber").invoke(signal);
        handle = type.getMethod("handle", type, handlerType);
        InvocationHandler calls =
                (proxy, method, arguments) -> answer(proxy, method.getName(), arguments, () -> receiver.accept(number));
        handler = Proxy.newProxyInstance(HandledSignal.class.getClassLoader(), new Class<?>[] {handlerType}, calls);
        before = handle.invoke(null, signal, handler);
        wasIgnored = before == handlerType.getField("SIG_IGN").get(null);
    }

    /**
     * Handles a signal from now on.
     *
     * @param name without SIG
     * @param receiver called with the signal's number, by a thread of its own for each signal; it does not wait
     * @return the signal; empty if it cannot be handled: the JVM reserves it, as with {@code -Xrs}, the JVM has no module
     *     {@code jdk.unsupported}, or the platform has no such signal
     */
    public static Optional<HandledSignal> of(String name, IntConsumer receiver) {
        try {
            return Optional.of(new HandledSignal(name, receiver));
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static @Nullable Object answer(
            Object proxy, String method, @Nullable Object @Nullable [] arguments, Runnable receiver) {
        return switch (method) {
            case "handle" -> {
                receiver.run();
                yield null;
            }
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "Doorbell's signal handler";
        };
    }

    /** {@return the number of the signal on this system} */
    public int number() {
        return number;
    }

    /** {@return whether this process was started to ignore the signal, as by nohup(1)} */
    public boolean wasIgnored() {
        return wasIgnored;
    }

    /** Restores the handler that the signal had before, unless another one was set since. */
    public void restore() {
        try {
            Object current = handle.invoke(null, signal, before);
            if (current != handler) {
                handle.invoke(null, signal, current);
            }
        } catch (ReflectiveOperationException e) {
            // it could be set, so it can be set back
            throw new IllegalStateException(e);
        }
    }
}
