package dev.doorbell.descriptors.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;

/**
 * Makes a lookup inside {@code java.base} through {@code sun.reflect.ReflectionFactory}, which {@code jdk.unsupported}
 * exports to everybody so that serializers may construct what they read. It answers a class's own constructor made
 * accessible, which a JDK to come may refuse. The compiler lets nobody name the class without a warning.
 */
final class SerializationLookup {
    private SerializationLookup() {}

    /** {@return a lookup that has the private members of each package of java.base} */
    static MethodHandles.Lookup privileged() throws ReflectiveOperationException {
        Constructor<?> constructor = MethodHandles.Lookup.class.getDeclaredConstructor(Class.class);
        try {
            MethodHandle accessible = MethodHandles.lookup().unreflectConstructor(madeAccessible(constructor));
            return (MethodHandles.Lookup) accessible.invokeExact((Class<?>) Object.class);
        } catch (ReflectiveOperationException | RuntimeException | Error shut) {
            throw shut;
        } catch (Throwable other) {
            throw new ReflectiveOperationException(other);
        }
    }

    private static Constructor<?> madeAccessible(Constructor<?> constructor) throws Throwable {
        Class<?> type = Class.forName("sun.reflect.ReflectionFactory");
        MethodHandles.Lookup everybody = MethodHandles.publicLookup();
        Object factory = everybody
                .findStatic(type, "getReflectionFactory", MethodType.methodType(type))
                .invoke();
        MethodType types = MethodType.methodType(Constructor.class, Class.class, Constructor.class);
        return (Constructor<?>) everybody
                .findVirtual(type, "newConstructorForSerialization", types)
                .invoke(factory, MethodHandles.Lookup.class, constructor);
    }
}
