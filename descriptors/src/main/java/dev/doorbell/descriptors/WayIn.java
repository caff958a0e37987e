package dev.doorbell.descriptors;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** The ways to the JDK's unexported members, best first: the cheaper one starts sooner. */
enum WayIn {
    /** {@code --add-opens}, or {@code Add-Opens} in the manifest of the program's jar. */
    OPENED("opened") {
        @Override
        Caller open() throws ReflectiveOperationException {
            Module base = Object.class.getModule();
            Module own = WayIn.class.getModule();
            if (!base.isOpen(SunNioCh.PACKAGE, own)) {
                throw new IllegalAccessException(SunNioCh.PACKAGE + " is not open to " + nameOf(own));
            }
            boolean accessorsOpen = base.isOpen("jdk.internal.reflect", own);
            return accessorsOpen && Runtime.version().feature() > LAST_WITH_CHEAP_REFLECTION
                    ? new NativeCaller(MethodHandles.lookup())
                    : new ReflectiveCaller();
        }
    },

    /** {@code sun.misc.Unsafe} reads the one field that opens everything. JDK 24 warns of it, and later ones forbid it. */
    UNSAFE("unsafe") {
        @Override
        Caller open() throws ReflectiveOperationException {
            if (Runtime.version().feature() > LAST_WITHOUT_UNSAFE_WARNING) {
                throw new IllegalAccessException("only JDK 17 to 23 have it without a warning");
            }
            Class<?> type = Class.forName("sun.misc.Unsafe");
            Field singleton = type.getDeclaredField("theUnsafe");
            singleton.setAccessible(true);
            Object unsafe = singleton.get(null);
            Field trusted = MethodHandles.Lookup.class.getDeclaredField(TRUSTED_LOOKUP);
            Object base = on(type, "staticFieldBase", Field.class).invoke(unsafe, trusted);
            Object offset = on(type, "staticFieldOffset", Field.class).invoke(unsafe, trusted);
            Method read = on(type, "getObject", Object.class, long.class);
            return new NativeCaller((MethodHandles.Lookup) read.invoke(unsafe, base, offset));
        }
    },

    /** Native code reads that field. */
    JNA("jna") {
        @Override
        Caller open() throws ReflectiveOperationException {
            return new NativeCaller(JnaLookup.trusted());
        }
    };

    /** The lookup inside {@code java.lang.invoke} that may do everything. */
    static final String TRUSTED_LOOKUP = "IMPL_LOOKUP";

    private static final int LAST_WITH_CHEAP_REFLECTION = 17;
    private static final int LAST_WITHOUT_UNSAFE_WARNING = 23;

    private final String propertyValue;

    WayIn(String propertyValue) {
        this.propertyValue = propertyValue;
    }

    /**
     * Opens this way.
     *
     * @throws ReflectiveOperationException if it is shut; the message says why
     * @throws LinkageError if a library that it needs is missing
     */
    abstract Caller open() throws ReflectiveOperationException;

    /** The value of {@code -Ddoorbell.access} that forces this way. */
    String propertyValue() {
        return propertyValue;
    }

    /** As {@code --add-opens} names the module that it opens to. */
    static String nameOf(Module module) {
        return module.isNamed() ? module.getName() : "ALL-UNNAMED";
    }

    private static Method on(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        return type.getMethod(name, parameters);
    }
}
