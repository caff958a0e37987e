package dev.doorbell.spi;

/** The operating systems that providers tell apart. */
public enum OperatingSystem {
    /** Linux. */
    LINUX("Linux", 108),
    /** macOS. */
    MACOS("macOS", 104),
    /** Windows. */
    WINDOWS("Windows", 108),
    /** Any other, taken for a UNIX. */
    OTHER("this operating system", 104);

    /** System property that stands in for {@code os.name}, so that the rules for one system are tested on another. */
    private static final String OVERRIDE = "doorbell.os";

    private final String displayName;
    private final int sunPath;

    OperatingSystem(String displayName, int sunPath) {
        this.displayName = displayName;
        this.sunPath = sunPath;
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

    /**
     * Returns the most bytes that the path or the abstract name of a UNIX socket can have: those of {@code sun_path} in
     * {@code unix(7)}, or {@code afunix.h} of Windows, except for one NUL. The BSDs have what macOS has.
     *
     * @return 107 or 103
     */
    public int longestSocketName() {
        return sunPath - 1;
    }

    /** The name as a message writes it. */
    @Override
    public String toString() {
        return displayName;
    }
}
