package dev.doorbell.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A newer systemd than this machine's, in the folder that {@code src/test/sh/newer-systemd.sh} makes. */
final class NewerSystemd {
    private NewerSystemd() {}

    static PrivateSystemd boot() throws Exception {
        return PrivateSystemd.bootFrom(root());
    }

    /** {@return why it is not there; empty where it is} */
    static Optional<String> missing() {
        return Files.isExecutable(root().resolve("usr/lib/systemd/systemd"))
                ? Optional.empty()
                : Optional.of("none in " + root() + "; e2e/src/test/sh/newer-systemd.sh puts it there");
    }

    private static Path root() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path folder = cache == null || cache.isEmpty() ? Path.of(home(), ".cache") : Path.of(cache);
        return folder.resolve("doorbell").resolve("systemd-trixie");
    }

    /** As a shell knows it; the JVM takes it from the list of users. */
    private static String home() {
        String home = System.getenv("HOME");
        return home == null ? System.getProperty("user.home") : home;
    }
}
