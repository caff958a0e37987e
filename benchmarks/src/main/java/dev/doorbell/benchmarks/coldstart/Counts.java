package dev.doorbell.benchmarks.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Counts that do not depend on how fast the machine is, from a start of its own.
 *
 * @param classes how many classes were loaded until the end
 * @param unshared how many of them came from no archive of the JVM
 * @param libraries the shared libraries that were mapped at the first byte
 */
record Counts(int classes, int unshared, Set<String> libraries) {
    private static final String LOADED = " source: ";
    private static final String SHARED = "shared objects file";

    static Counts of(Subject subject, Jdk jdk, Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("classes");
        Files.deleteIfExists(log);
        Subject logging = subject.with(subject.name(), List.of("-Xlog:class+load:file=" + log));
        Set<String> libraries = new TreeSet<>();
        try (Launch launch = new Launch(logging, jdk, folder, 0)) {
            Launch.Sample unused = launch.measured(pid -> libraries.addAll(ProcessFigures.libraries(pid)));
        }
        List<String> loaded = Files.readAllLines(log).stream()
                .filter(line -> line.contains(LOADED))
                .toList();
        long unshared = loaded.stream().filter(line -> !line.contains(SHARED)).count();
        return new Counts(loaded.size(), (int) unshared, libraries);
    }

    /** {@return the libraries that the other has not} */
    Set<String> librariesBeyond(Counts other) {
        Set<String> more = new TreeSet<>(libraries);
        more.removeAll(other.libraries);
        return more;
    }
}
