package dev.doorbell.lifecycle;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Handlers of signals, through {@code sun.misc.Signal}. A shutdown hook is no place for a graceful end: the JVM runs all
 * hooks at once, so that what the last requests need is closed under them, and then ends with status 143, which a service
 * manager takes for a failure.
 */
final class Signals implements AutoCloseable {
    private final List<Restoring> handled = new ArrayList<>();

    /**
     * Handles a signal from now on.
     *
     * @param name without SIG
     * @param handler called by a thread of its own for each signal; it does not wait
     * @return whether the signal can be handled: the JVM may have been started with {@code -Xrs}, or without {@code jdk.unsupported}
     */
    boolean handle(String name, Runnable handler) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            InvocationHandler calls = (proxy, method, arguments) -> answer(proxy, method.getName(), arguments, handler);
            Object proxy = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handlerType}, calls);
            var handle = signalType.getMethod("handle", signalType, handlerType);
            Object before = handle.invoke(null, signal, proxy);
            handled.add(() -> {
                Object current = handle.invoke(null, signal, before);
                if (current != proxy) {
                    // another handler was set since
                    handle.invoke(null, signal, current);
                }
            });
            return true;
        } catch (ReflectiveOperationException | LinkageError e) {
            return false;
        }
    }

    private static @Nullable Object answer(
            Object proxy, String method, @Nullable Object @Nullable [] arguments, Runnable handler) {
        return switch (method) {
            case "handle" -> {
                handler.run();
                yield null;
            }
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "Doorbell's signal handler";
        };
    }

    /** Restores the handlers. */
    @Override
    public void close() {
        for (Restoring restoring : handled) {
            try {
                restoring.restore();
            } catch (ReflectiveOperationException e) {
                // it could be set, so it can be set back
                throw new IllegalStateException(e);
            }
        }
        handled.clear();
    }

    private interface Restoring {
        void restore() throws ReflectiveOperationException;
    }
}
