package dev.doorbell.benchmarks.coldstart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts every program once in each round, each round beginning with another one. */
final class Rounds {
    private final Jdk jdk;
    private final Path folder;
    private final List<Subject> subjects;
    private final Map<Subject, List<Sample>> samples = new LinkedHashMap<>();
    private final Map<Subject, Counts> counts = new LinkedHashMap<>();
    private final Map<Family, Subject> plain = new EnumMap<>(Family.class);

    /** The first program of a family is the one that the others of it are compared with. */
    Rounds(Jdk jdk, Path folder, List<Subject> subjects) {
        this.jdk = jdk;
        this.folder = folder;
        this.subjects = subjects;
        for (Subject subject : subjects) {
            samples.put(subject, new ArrayList<>());
            plain.putIfAbsent(subject.family(), subject);
        }
    }

    /** Counts first: that also brings the files of every program into the page cache. */
    List<Result> run(int rounds) throws IOException, InterruptedException {
        for (Subject subject : subjects) {
            counts.put(subject, Counts.of(subject, jdk, folder));
        }
        for (int round = 0; round < rounds; round++) {
            for (int place = 0; place < subjects.size(); place++) {
                startOnce(subjects.get((round + place) % subjects.size()));
            }
            System.err.println("JDK " + jdk.version() + ": round " + (round + 1) + " of " + rounds);
        }
        return subjects.stream().map(this::result).toList();
    }

    private void startOnce(Subject subject) throws IOException, InterruptedException {
        try (Launch launch = new Launch(subject, jdk, folder)) {
            of(samples, subject).add(launch.measured());
        }
    }

    private Result result(Subject subject) {
        Subject base = of(plain, subject.family());
        return new Result(subject, of(samples, subject), of(samples, base), of(counts, subject), of(counts, base));
    }

    private static <K, V> V of(Map<K, V> map, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("nothing for " + key);
        }
        return value;
    }
}
