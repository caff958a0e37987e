package dev.doorbell.tomcat;

import org.apache.catalina.util.ServerInfo;

/** The range of versions that have the constructors and methods which this package extends. */
final class TomcatVersion {
    private TomcatVersion() {}

    /**
     * Checks the version of Tomcat that runs.
     *
     * @throws IllegalStateException if it is older than 10.1.6
     */
    static void check() {
        check(ServerInfo.getServerNumber());
    }

    static void check(String version) {
        String[] parts = version.split("\\.", -1);
        int major = Integer.parseInt(parts[0]);
        int minor = Integer.parseInt(parts[1]);
        int patch = Integer.parseInt(parts[2]);
        if (major < 10 || major == 10 && (minor < 1 || minor == 1 && patch < 6)) {
            throw new IllegalStateException("doorbell-tomcat: expected Tomcat 10.1.6 or later, got " + version
                    + ". Update Tomcat, or use the Doorbell agent.");
        }
    }
}
