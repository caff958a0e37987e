package dev.doorbell.descriptors.jdk;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls members of the JDK that it does not export, by the first way in that is open. One class for all ways: every start
 * loads it.
 *
 * <p>Two of the ways lead to a lookup that may do everything. It finds the JDK's own native accessors, and is not kept. They
 * check no access, and JDK 18 and later spin no method handles for them, as their reflection does for each member (JEP 416).
 */
public final class JdkAccess {
    static final String PROPERTY = "doorbell.access";

    /**
     * {@code sun.reflect.ReflectionFactory}, which {@code jdk.unsupported} exports so that serializers may construct what
     * they read: no flag, no native code and no warning on JDK 17 to 28. A later JDK may lack it.
     */
    static final String SERIALIZATION = "serialization";

    /** {@code sun.nio.ch} is opened, and plain reflection calls it: the way that no JDK refuses. */
    static final String OPENED = "opened";

    /** Native code reads the one field that opens everything. */
    static final String JNA = "jna";

    /** In the order in which they are tried: from the one that starts soonest. */
    static final String[] WAYS = {SERIALIZATION, OPENED, JNA};

    private static final int FIRST_WITH_DIRECT_ACCESSORS = 18;

    private static @Nullable JdkAccess open;

    private final String way;
    private final @Nullable MethodHandle invoke;
    private final @Nullable MethodHandle newInstance;
    private final Map<String, VarHandle> fields = new HashMap<>();

    private JdkAccess(String way) throws ReflectiveOperationException {
        this.way = way;
        if (way.equals(OPENED)) {
            invoke = null;
            newInstance = null;
            return;
        }
        boolean direct = Runtime.version().feature() >= FIRST_WITH_DIRECT_ACCESSORS;
        MethodHandles.Lookup lookup = lookup();
        invoke = accessor(
                lookup,
                direct ? "DirectMethodHandleAccessor$NativeAccessor" : "NativeMethodAccessorImpl",
                "invoke0",
                MethodType.methodType(Object.class, Method.class, Object.class, Object[].class));
        newInstance = accessor(
                lookup,
                direct ? "DirectConstructorHandleAccessor$NativeAccessor" : "NativeConstructorAccessorImpl",
                "newInstance0",
                MethodType.methodType(Object.class, Constructor.class, Object[].class));
    }

    /**
     * The way that is open.
     *
     * @throws UnsupportedOperationException if none is; the message says what was tried and how to open one
     * @throws IllegalStateException if {@code -Ddoorbell.access} has another value than a way
     */
    public static synchronized JdkAccess get() {
        if (open == null) {
            Map<String, Throwable> shut = new LinkedHashMap<>();
            JdkAccess found = firstOpen(true, shut);
            if (found == null) {
                throw ShutWays.refusal(shut);
            }
            open = found;
        }
        return open;
    }

    /**
     * Whether the JDK can be reached and no native library is loaded for it now.
     *
     * @throws IllegalStateException if {@code -Ddoorbell.access} has another value than a way
     */
    public static synchronized boolean isOpenWithoutJna() {
        if (open == null) {
            open = firstOpen(false, new HashMap<>());
        }
        return open != null;
    }

    private static @Nullable JdkAccess firstOpen(boolean withJna, Map<String, Throwable> shut) {
        String forced = System.getProperty(PROPERTY);
        if (forced != null && !List.of(WAYS).contains(forced)) {
            throw ShutWays.unknown(forced);
        }
        for (String way : WAYS) {
            if ((forced == null || forced.equals(way)) && (withJna || !way.equals(JNA))) {
                try {
                    return to(way);
                } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
                    shut.put(way, e);
                }
            }
        }
        return null;
    }

    private static JdkAccess to(String way) throws ReflectiveOperationException {
        Module own = JdkAccess.class.getModule();
        if (way.equals(OPENED) && !Object.class.getModule().isOpen(SunNioCh.PACKAGE, own)) {
            throw new ReflectiveOperationException(SunNioCh.PACKAGE + " is not open to " + ShutWays.nameOf(own));
        }
        return new JdkAccess(way);
    }

    private MethodHandles.Lookup lookup() throws ReflectiveOperationException {
        return way.equals(JNA) ? JnaLookup.trusted() : lookupOfSerialization();
    }

    /** {@return a lookup that has the private members of each package of java.base} */
    private static MethodHandles.Lookup lookupOfSerialization() throws ReflectiveOperationException {
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

    /** The factory returns a class's own constructor made accessible. javac warns wherever its name is written. */
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

    private static MethodHandle accessor(MethodHandles.Lookup lookup, String name, String method, MethodType types)
            throws ReflectiveOperationException {
        Class<?> type = Class.forName("jdk.internal.reflect." + name);
        return MethodHandles.privateLookupIn(type, lookup).findStatic(type, method, types);
    }

    /** Calls a method; a target of null calls a static one. */
    public @Nullable Object call(Method method, @Nullable Object target, @Nullable Object... arguments)
            throws IOException {
        try {
            return invoke == null
                    ? opened(method).invoke(target, arguments)
                    : (Object) invoke.invokeExact(method, target, arguments);
        } catch (Throwable thrown) {
            throw unwrapped(thrown);
        }
    }

    /** A handle to a method that waits: the accessors' native frame would pin a virtual thread to its carrier. */
    MethodHandle handle(Method method) throws ReflectiveOperationException {
        return lookupIn(method.getDeclaringClass()).unreflect(method);
    }

    Object construct(Constructor<?> constructor, @Nullable Object... arguments) throws IOException {
        try {
            return newInstance == null
                    ? opened(constructor).newInstance(arguments)
                    : (Object) newInstance.invokeExact((Constructor) constructor, arguments);
        } catch (Throwable thrown) {
            throw unwrapped(thrown);
        }
    }

    /**
     * Reads a field.
     *
     * @throws UnsupportedOperationException if the class has no such field
     */
    @Nullable
    Object get(Class<?> owner, String field, Class<?> type, Object target) {
        return field(owner, field, type).get(target);
    }

    /**
     * Sets a field that is not final.
     *
     * @throws UnsupportedOperationException if the class has no such field
     */
    void set(Class<?> owner, String field, Class<?> type, Object target, @Nullable Object value) {
        field(owner, field, type).set(target, value);
    }

    /**
     * Finds a field by its name and type: reflection would load the types of all fields of the class, and spin six method
     * handles on JDK 18 and later.
     *
     * @throws UnsupportedOperationException if the class has no such field
     */
    synchronized VarHandle field(Class<?> owner, String name, Class<?> type) {
        String key = owner.getName() + "." + name;
        VarHandle known = fields.get(key);
        if (known == null) {
            try {
                known = lookupIn(owner).findVarHandle(owner, name, type);
            } catch (ReflectiveOperationException e) {
                throw SunNioCh.otherJdk(e);
            }
            fields.put(key, known);
        }
        return known;
    }

    private MethodHandles.Lookup lookupIn(Class<?> type) throws ReflectiveOperationException {
        return MethodHandles.privateLookupIn(type, invoke == null ? MethodHandles.lookup() : lookup());
    }

    private static <T extends AccessibleObject> T opened(T member) {
        member.setAccessible(true);
        return member;
    }

    /** The exception of the called code, as itself where that is possible. */
    public static IOException unwrapped(Throwable thrown) throws IOException {
        Throwable cause = thrown instanceof InvocationTargetException ? thrown.getCause() : thrown;
        if (cause instanceof IOException refused) {
            throw refused;
        }
        if (cause instanceof RuntimeException bug) {
            throw bug;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause);
    }
}
