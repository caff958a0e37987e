package dev.doorbell.benchmarks.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.lang3.Strings;

/**
 * The jars that the build left: what the small programs are put together of.
 *
 * @param own the jar with the programs
 * @param folder the libraries
 */
record Libraries(Path own, Path folder) {
    /** {@return those beside the jar that this class is of} */
    static Libraries beside(Class<?> type) {
        Path own =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        return new Libraries(own, own.resolveSibling("lib"));
    }

    /** {@return Doorbell with the libraries that a user may leave out} */
    List<Path> ofDoorbell() throws IOException {
        return named("doorbell-", "jna-", "jnr-", "jffi-", "asm-");
    }

    /** {@return those whose names begin so} */
    List<Path> named(String... prefixes) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(
                            path -> Strings.CS.startsWithAny(path.getFileName().toString(), prefixes))
                    .sorted()
                    .toList();
        }
    }
}
