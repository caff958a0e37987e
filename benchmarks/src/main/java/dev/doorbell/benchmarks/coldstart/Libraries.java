package dev.doorbell.benchmarks.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The jars that the build left: what the small programs are put together of.
 *
 * @param own the jar with the programs
 * @param folder the libraries
 */
record Libraries(Path own, Path folder) {
    private static final List<String> OF_DOORBELL = List.of("doorbell-", "jna-", "jnr-", "jffi-", "asm-");
    private static final List<String> DOORBELL_ALONE = List.of("doorbell-");
    private static final List<String> OF_JUNIXSOCKET = List.of("junixsocket-");
    private static final List<String> OF_JNR = List.of("jnr-", "jffi-", "asm-");

    /** {@return those beside the jar that this class is of} */
    static Libraries beside(Class<?> type) {
        Path own =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        return new Libraries(own, own.resolveSibling("lib"));
    }

    List<Path> ofDoorbell() throws IOException {
        return named(OF_DOORBELL);
    }

    /** Without the libraries that a user may leave out. */
    List<Path> ofDoorbellAlone() throws IOException {
        return named(DOORBELL_ALONE);
    }

    List<Path> ofJunixsocket() throws IOException {
        return named(OF_JUNIXSOCKET);
    }

    List<Path> ofJnr() throws IOException {
        return named(OF_JNR);
    }

    private List<Path> named(List<String> prefixes) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> prefixes.stream()
                            .anyMatch(prefix -> path.getFileName().toString().startsWith(prefix)))
                    .sorted()
                    .toList();
        }
    }
}
