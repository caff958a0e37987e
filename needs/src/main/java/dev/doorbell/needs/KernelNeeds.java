package dev.doorbell.needs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Requirements of tests on the kernel and its settings. */
final class KernelNeeds {
    private static final String PRIVILEGED_PORTS = "privileged ports";
    private static final Path FIRST_UNPRIVILEGED = Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");
    private static final String LINUX = "Linux ";

    private KernelNeeds() {}

    /** {@return whether it is a need of the kernel that the kernel meets} */
    static boolean has(String need) {
        if (need.equals("root")) {
            return System.getProperty("user.name").equals("root");
        }
        if (need.equals(PRIVILEGED_PORTS)) {
            return firstUnprivilegedPort().equals("1024");
        }
        return isVersion(need) && isAtLeast(need.substring(LINUX.length()));
    }

    /** {@return whether it is a version of the kernel, which no package of a distribution brings} */
    static boolean isVersion(String need) {
        return need.startsWith(LINUX);
    }

    /** Returns the first port that every user may bind; containers often allow all ports. */
    private static String firstUnprivilegedPort() {
        try {
            return Files.readAllLines(FIRST_UNPRIVILEGED).get(0);
        } catch (IOException notLinux) {
            return "";
        }
    }

    private static boolean isAtLeast(String version) {
        return System.getProperty("os.name").equals("Linux")
                && number(System.getProperty("os.version")) >= number(version);
    }

    private static int number(String version) {
        String[] parts = version.split("[.-]", 3);
        return Integer.parseInt(parts[0]) * 1000 + Integer.parseInt(parts[1]);
    }
}
