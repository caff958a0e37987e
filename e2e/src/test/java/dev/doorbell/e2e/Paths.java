package dev.doorbell.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the build has put what is tested. */
public final class Paths {
    public static final Path ROOT = Path.of(property("doorbell.root")).normalize();
    static final Path NATIVE = Path.of(property("doorbell.native"));
    static final String ECHO_DAEMON =
            ROOT.resolve("examples/echo-daemon/target/echo-daemon.jar").toString();
    static final String HTTP_DAEMON =
            ROOT.resolve("examples/http-daemon/target/http-daemon.jar").toString();
    static final String DOORBELL_COMMAND =
            ROOT.resolve("cli/target/doorbell.jar").toString();
    static final String SPAWN = NATIVE.resolve("spawn_with_sockets").toString();
    public static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private Paths() {}

    /** The jar of a library module. */
    static Path jar(String module) throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(module).resolve("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("doorbell-?[a-z-]*-\\d.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no jar of " + module + "; run mvn package"));
        }
    }

    /** The library modules without JNA. */
    static List<Path> libraries() throws IOException {
        return List.of(
                jar("api"),
                jar("descriptors"),
                jar("provider-systemd"),
                jar("provider-launchd"),
                jar("provider-fallback"),
                jar("doorbell"));
    }

    static Path jna() {
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            if (Path.of(entry).getFileName().toString().startsWith("jna-")) {
                return Path.of(entry);
            }
        }
        throw new IllegalStateException("jna is not on the class path of the tests");
    }

    /** {@code jna}, or {@code jnr-unixsocket} with what it needs itself. */
    static List<Path> nativeLibrary(String name) {
        String jars = name.equals("jna") ? "jna-.*" : "(jnr|jffi|asm)-.*";
        return Stream.of(System.getProperty("java.class.path").split(":", -1))
                .map(Path::of)
                .filter(jar -> jar.getFileName().toString().matches(jars))
                .toList();
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("run by Maven: -D" + name + " is not set");
        }
        return value;
    }
}
