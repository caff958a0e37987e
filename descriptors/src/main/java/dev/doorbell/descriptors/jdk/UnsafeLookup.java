package dev.doorbell.descriptors.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;

/**
 * Reads the trusted lookup through {@code sun.misc.Unsafe}, with method handles: before reflection calls one of its methods
 * it parses their annotations, and makes proxy classes for them. The compiler lets nobody name the class without a warning.
 */
final class UnsafeLookup {
    private final Class<?> type;
    private final MethodHandles.Lookup lookup;

    private UnsafeLookup(Class<?> type, MethodHandles.Lookup lookup) {
        this.type = type;
        this.lookup = lookup;
    }

    static MethodHandles.Lookup trusted() throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        // jdk.unsupported opens the package to everybody
        UnsafeLookup unsafe = new UnsafeLookup(type, MethodHandles.privateLookupIn(type, MethodHandles.lookup()));
        try {
            return unsafe.read(MethodHandles.Lookup.class.getDeclaredField(WayIn.TRUSTED_LOOKUP));
        } catch (ReflectiveOperationException | RuntimeException | Error shut) {
            throw shut;
        } catch (Throwable other) {
            throw new ReflectiveOperationException(other);
        }
    }

    private MethodHandles.Lookup read(Field trusted) throws Throwable {
        // one of our own: the class has no state, and to call its constructor spins no method handle
        Object unsafe = lookup.findConstructor(type, MethodType.methodType(void.class))
                .asType(MethodType.methodType(Object.class))
                .invokeExact();
        Object base = method("staticFieldBase", Object.class, Field.class).invoke(unsafe, trusted);
        long offset =
                (long) method("staticFieldOffset", long.class, Field.class).invoke(unsafe, trusted);
        return (MethodHandles.Lookup)
                method("getObject", Object.class, Object.class, long.class).invoke(unsafe, base, offset);
    }

    private MethodHandle method(String name, Class<?> returned, Class<?>... parameters)
            throws ReflectiveOperationException {
        return lookup.findVirtual(type, name, MethodType.methodType(returned, parameters));
    }
}
