package dev.doorbell.descriptors.jdk;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's own native accessors, behind one method handle each. They check no access, and they spare JDK 18 and later
 * the method handles that its reflection spins for every member (JEP 416). The lookup that finds them may do everything,
 * and is not kept.
 */
public final class NativeCaller implements Caller {
    private static final int FIRST_WITH_DIRECT_ACCESSORS = 18;

    private final MethodHandle invoke;
    private final MethodHandle newInstance;
    private final WayIn way;
    private final Map<Field, VarHandle> fields = new HashMap<>();

    /**
     * Finds the accessors.
     *
     * @param way one that leads to the private members of {@code jdk.internal.reflect}
     */
    NativeCaller(WayIn way) throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = way.lookup();
        Class<?> methods = methodAccessor();
        Class<?> constructors = Class.forName(
                direct()
                        ? "jdk.internal.reflect.DirectConstructorHandleAccessor$NativeAccessor"
                        : "jdk.internal.reflect.NativeConstructorAccessorImpl");
        invoke = in(methods, lookup)
                .findStatic(
                        methods,
                        "invoke0",
                        MethodType.methodType(Object.class, Method.class, Object.class, Object[].class));
        newInstance = in(constructors, lookup)
                .findStatic(
                        constructors,
                        "newInstance0",
                        MethodType.methodType(Object.class, Constructor.class, Object[].class));
        this.way = way;
    }

    static Class<?> methodAccessor() throws ClassNotFoundException {
        return Class.forName(
                direct()
                        ? "jdk.internal.reflect.DirectMethodHandleAccessor$NativeAccessor"
                        : "jdk.internal.reflect.NativeMethodAccessorImpl");
    }

    private static boolean direct() {
        return Runtime.version().feature() >= FIRST_WITH_DIRECT_ACCESSORS;
    }

    private static MethodHandles.Lookup in(Class<?> type, MethodHandles.Lookup lookup) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(type, lookup);
    }

    @Override
    public @Nullable Object call(Method method, @Nullable Object target, @Nullable Object... arguments)
            throws IOException {
        try {
            return (Object) invoke.invokeExact(method, target, arguments);
        } catch (Throwable thrown) {
            throw Caller.unwrap(thrown);
        }
    }

    @Override
    public Object construct(Constructor<?> constructor, @Nullable Object... arguments) throws IOException {
        try {
            return (Object) newInstance.invokeExact((Constructor) constructor, arguments);
        } catch (Throwable thrown) {
            throw Caller.unwrap(thrown);
        }
    }

    @Override
    public @Nullable Object get(Field field, Object target) throws IOException {
        return (Object) handle(field).get(target);
    }

    @Override
    public void set(Field field, Object target, @Nullable Object value) throws IOException {
        handle(field).set(target, value);
    }

    /** Reflection spins six method handles for a field on JDK 18 and later; its handle spins none. */
    private VarHandle handle(Field field) throws IOException {
        synchronized (fields) {
            VarHandle known = fields.get(field);
            if (known == null) {
                known = find(field);
                fields.put(field, known);
            }
            return known;
        }
    }

    private VarHandle find(Field field) throws IOException {
        try {
            return in(field.getDeclaringClass(), way.lookup()).unreflectVarHandle(field);
        } catch (ReflectiveOperationException e) {
            throw Caller.unwrap(e);
        }
    }
}
