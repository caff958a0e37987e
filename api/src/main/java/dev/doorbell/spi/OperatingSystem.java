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

    private final String displayName;

    OperatingSystem(String displayName) {
        this.displayName = displayName;
    }

    /**
     * From the system property {@code os.name}.
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
