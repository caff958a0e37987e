package dev.doorbell.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.lang3.SystemUtils;

/** What a script of {@code src/test/sh} has put into the user's cache, where a test needs what few machines have. */
public enum Cached {
    /** A C compiler with Apple's headers. */
    ZIG("zig-0.11.0", "zig", "zig.sh"),
    /** The headers of Linux on other processors. */
    FOREIGN_HEADERS("foreign-headers", "usr/alpha-linux-gnu/include/stdio.h", "foreign-headers.sh"),
    /** The root folder of a Debian with a newer systemd than this machine's. */
    SYSTEMD("systemd-trixie", "usr/lib/systemd/systemd", "newer-systemd.sh");

    private final String folder;
    private final String file;
    private final String script;

    Cached(String folder, String file, String script) {
        this.folder = folder;
        this.file = file;
        this.script = script;
    }

    public Path root() {
        String cache = SystemUtils.getEnvironmentVariable("XDG_CACHE_HOME", "");
        Path parent = cache.isEmpty() ? Path.of(home(), ".cache") : Path.of(cache);
        return parent.resolve("doorbell").resolve(folder);
    }

    /** {@return why it is not there; empty where it is} */
    public Optional<String> missing() {
        return Files.isReadable(root().resolve(file))
                ? Optional.empty()
                : Optional.of("none in " + root() + "; e2e/src/test/sh/" + script + " puts it there");
    }

    /** As a shell knows it; the JVM takes it from the list of users. */
    private static String home() {
        return SystemUtils.getEnvironmentVariable("HOME", SystemUtils.USER_HOME);
    }
}
