package dev.doorbell.tomcat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.catalina.util.ServerInfo;

/** The range of versions that have the constructors and methods which this package extends. */
final class TomcatVersion {
    private static final int[] OLDEST = {10, 1, 6};

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
        int[] parts = Stream.of(version.split("\\.", -1))
                .limit(OLDEST.length)
                .mapToInt(Integer::parseInt)
                .toArray();
        if (Arrays.compare(parts, OLDEST) < 0) {
            throw new IllegalStateException("doorbell-tomcat: expected Tomcat 10.1.6 or later, got " + version
                    + ". Update Tomcat, or use the Doorbell agent.");
        }
    }
}
