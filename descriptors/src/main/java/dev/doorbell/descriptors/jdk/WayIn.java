package dev.doorbell.descriptors.jdk;

import java.lang.invoke.MethodHandles;

/**
 * The ways to the JDK's unexported members, in the order in which they are tried: first what the user opened, then what
 * starts soonest. One class for all of them: each that had a body of its own would be one more to load.
 */
public enum WayIn {
    /**
     * {@code --add-opens}, or {@code Add-Opens} in the manifest of the program's jar. From JDK 18 on for the JDK's own
     * accessors too.
     */
    OPENED("opened"),

    /** {@code sun.misc.Unsafe} reads the one field that opens everything. JDK 24 warns of it, and later ones forbid it. */
    UNSAFE("unsafe"),

    /**
     * What {@code jdk.unsupported} gives serializers makes a lookup as good as that one: no native code and no warning on
     * any JDK to 25, and a later one may forbid it.
     */
    SERIALIZATION("serialization"),

    /** {@code sun.nio.ch} is opened and no more: from JDK 18 on, reflection spins method handles for each member (JEP 416). */
    OPENED_TO_REFLECTION("opened"),

    /** Native code reads that field. */
    JNA("jna");

    /** The lookup inside {@code java.lang.invoke} that may do everything. */
    static final String TRUSTED_LOOKUP = "IMPL_LOOKUP";

    private static final String ACCESSORS = "jdk.internal.reflect";
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
        // a chain, since a switch over an enum is a class of its own
        if (this == OPENED) {
            return opened();
        }
        if (this == OPENED_TO_REFLECTION) {
            checkIsOpen(SunNioCh.PACKAGE);
            return new ReflectiveCaller();
        }
        if (this == UNSAFE && Runtime.version().feature() > LAST_WITHOUT_UNSAFE_WARNING) {
            throw new ReflectiveOperationException("only JDK 17 to 23 have it without a warning");
        }
        return new NativeCaller(this);
    }

    /** A lookup that has the members of {@code sun.nio.ch} at least, made anew: it is used at once, and nothing keeps it. */
    MethodHandles.Lookup lookup() throws ReflectiveOperationException {
        if (this == SERIALIZATION) {
            return SerializationLookup.privileged();
        }
        if (this == JNA) {
            return JnaLookup.trusted();
        }
        return this == UNSAFE ? UnsafeLookup.trusted() : MethodHandles.lookup();
    }

    private Caller opened() throws ReflectiveOperationException {
        checkIsOpen(SunNioCh.PACKAGE);
        if (Runtime.version().feature() <= LAST_WITH_CHEAP_REFLECTION) {
            return new ReflectiveCaller();
        }
        checkIsOpen(ACCESSORS);
        return new NativeCaller(this);
    }

    private static void checkIsOpen(String packageName) throws ReflectiveOperationException {
        Module own = WayIn.class.getModule();
        if (!Object.class.getModule().isOpen(packageName, own)) {
            throw new ReflectiveOperationException(packageName + " is not open to " + nameOf(own));
        }
    }

    /** What to do for this way alone, where it is forced and shut; as a part of a sentence. */
    String fix() {
        if (this == OPENED || this == OPENED_TO_REFLECTION) {
            return addOpens();
        }
        if (this == UNSAFE) {
            return "use JDK 17 to 23";
        }
        return this == SERIALIZATION ? "use a Java that has the module jdk.unsupported" : JnaTrouble.addJna();
    }

    /** Both packages, so that every JDK is fast. */
    static String addOpens() {
        String to = "=" + nameOf(WayIn.class.getModule());
        return "start Java with --add-opens java.base/" + SunNioCh.PACKAGE + to + " --add-opens java.base/" + ACCESSORS
                + to;
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
