package dev.doorbell.e2e.probe;

/** The system of the numbers and expectations: this one, or that of {@code -Ddoorbell.os}. */
final class Platform {
    static final boolean IS_MAC = isMac(System.getProperty("doorbell.os", System.getProperty("os.name", "")));

    private Platform() {}

    private static boolean isMac(String name) {
        return name.startsWith("Mac") || name.startsWith("Darwin");
    }

    /** {@return the number that macOS or Linux has for something} */
    static int number(int macos, int linux) {
        return IS_MAC ? macos : linux;
    }

    /** {@return the major version of macOS; 0 on other systems} */
    static int macosVersion() {
        String version = System.getProperty("os.version", "0");
        return IS_MAC ? Integer.parseInt(version.split("\\.", -1)[0]) : 0;
    }
}
