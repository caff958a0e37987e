package dev.doorbell.descriptors;

import java.lang.invoke.MethodHandles;

/**
 * The ways to the JDK's unexported members, best first: the cheaper one starts sooner. One class for all of them: each that
 * had a body of its own would be one more to load.
 */
enum WayIn {
    /** {@code --add-opens}, or {@code Add-Opens} in the manifest of the program's jar. */
    OPENED("opened"),

    /** {@code sun.misc.Unsafe} reads the one field that opens everything. JDK 24 warns of it, and later ones forbid it. */
    UNSAFE("unsafe"),

    /**
     * What {@code jdk.unsupported} gives serializers makes a lookup as good as that one: no native code and no warning on
     * any JDK to 25, and a later one may forbid it.
     */
    SERIALIZATION("serialization"),

    /** Native code reads that field. */
    JNA("jna");

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
    Caller open() throws ReflectiveOperationException {
        if (this == OPENED) {
            return opened();
        }
        if (this == SERIALIZATION) {
            return new NativeCaller(SerializationLookup.privileged());
        }
        if (this == JNA) {
            return new NativeCaller(JnaLookup.trusted());
        }
        if (Runtime.version().feature() > LAST_WITHOUT_UNSAFE_WARNING) {
            throw new ReflectiveOperationException("only JDK 17 to 23 have it without a warning");
        }
        return new NativeCaller(UnsafeLookup.trusted());
    }

    private static Caller opened() throws ReflectiveOperationException {
        Module base = Object.class.getModule();
        Module own = WayIn.class.getModule();
        if (!base.isOpen(SunNioCh.PACKAGE, own)) {
            throw new ReflectiveOperationException(SunNioCh.PACKAGE + " is not open to " + nameOf(own));
        }
        boolean accessorsOpen = base.isOpen("jdk.internal.reflect", own);
        return accessorsOpen && Runtime.version().feature() > LAST_WITH_CHEAP_REFLECTION
                ? new NativeCaller(MethodHandles.lookup())
                : new ReflectiveCaller();
    }

    /** The value of {@code -Ddoorbell.access} that forces this way. */
    String propertyValue() {
        return propertyValue;
    }

    /** As {@code --add-opens} names the module that it opens to. */
    static String nameOf(Module module) {
        return module.isNamed() ? module.getName() : "ALL-UNNAMED";
    }
}
