package dev.doorbell.spi;

/** The operating systems that providers tell apart. */
public enum OperatingSystem {
    /** Linux. */
    LINUX("Linux"),
    /** macOS. */
    MACOS("macOS"),
    /** Windows. */
    WINDOWS("Windows"),
    /** Any other, taken for a UNIX. */
    OTHER("this operating system");

    /** System property that stands in for {@code os.name}, so that the rules for one system are tested on another. */
    private static final String OVERRIDE = "doorbell.os";

    private final String displayName;

    OperatingSystem(String displayName) {
        this.displayName = displayName;
    }

    /**
     * Returns the operating system of this JVM: from the system property {@code os.name}, or from {@code doorbell.os}
     * where a test sets that. Every rule of Doorbell that differs by operating system asks here.
     *
     * @return the operating system
     */
    public static OperatingSystem current() {
        String override = System.getProperty(OVERRIDE);
        return of(override == null ? System.getProperty("os.name", "") : override);
    }

    /**
     * Reads the name that {@code os.name} has.
     *
     * @param osName its value
     * @return the operating system
     */
    public static OperatingSystem of(String osName) {
        if (osName.startsWith("Linux")) {
            return LINUX;
        }
        if (osName.startsWith("Mac") || osName.startsWith("Darwin")) {
            return MACOS;
        }
        return osName.startsWith("Windows") ? WINDOWS : OTHER;
    }

    /** The name as a message writes it. */
    @Override
    public String toString() {
        return displayName;
    }
}
