package dev.doorbell.tomcat;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.catalina.util.ServerInfo;
import org.jspecify.annotations.Nullable;

/** The range of versions that have the constructors and methods which this package extends. */
final class TomcatVersion {
    private static final int[] OLDEST = {10, 1, 6};
    private static final Pattern NOT_A_DIGIT = Pattern.compile("\\D+");

    private TomcatVersion() {}

    /**
     * Checks the version of Tomcat that runs, by the manifest of its jar: {@link ServerInfo} says what the administrator wants it
     * to say, who may hide the version.
     *
     * @throws IllegalStateException if it is older than 10.1.6
     */
    static void check() {
        check(ServerInfo.class.getPackage().getImplementationVersion());
    }

    /** Checks a version; one that is not known is accepted. */
    static void check(@Nullable String version) {
        if (version == null || !Character.isDigit(version.charAt(0))) {
            return;
        }
        int[] parts = NOT_A_DIGIT
                .splitAsStream(version)
                .limit(OLDEST.length)
                .mapToInt(Integer::parseInt)
                .toArray();
        if (Arrays.compare(parts, OLDEST) < 0) {
            throw new IllegalStateException("doorbell-tomcat: expected Tomcat 10.1.6 or later, got " + version
                    + ". Update Tomcat, or use the Doorbell agent.");
        }
    }
}
