package dev.doorbell.benchmarks.coldstart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A JDK that programs are started with.
 *
 * @param home its folder
 * @param version the version in its file {@code release}
 */
record Jdk(Path home, String version) {
    static Jdk at(Path home) throws IOException {
        Properties release = new Properties();
        if (!Files.exists(home.resolve("release"))) {
            throw new IllegalArgumentException("expected the home of a JDK, got " + home
                    + ", which has no file \"release\". Give the folder above its bin.");
        }
        try (InputStream in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
        }
        return new Jdk(home, release.getProperty("JAVA_VERSION", "unknown").replace("\"", ""));
    }

    int feature() {
        return Runtime.Version.parse(version).feature();
    }

    String java() {
        return home.resolve("bin/java").toString();
    }
}
