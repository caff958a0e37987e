package dev.doorbell.benchmarks.coldstart;

import dev.doorbell.benchmarks.coldstart.Subject.Group;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Starts every program once in each round, in a random order that is the same in each run. */
final class Rounds {
    /** The part of the shortest start so far in which a program that binds is not asked whether it listens. */
    private static final double QUIET_PART = 0.9;

    private final Jdk jdk;
    private final Path folder;
    private final List<Subject> subjects;
    private final Map<Subject, List<Launch.Sample>> samples = new LinkedHashMap<>();
    private final Map<Subject, Counts> counts = new LinkedHashMap<>();
    private final Map<Group, Subject> bases = new EnumMap<>(Group.class);

    /** The first program of a group is the one that the others of it are compared with. */
    Rounds(Jdk jdk, Path folder, List<Subject> subjects) {
        this.jdk = jdk;
        this.folder = folder;
        this.subjects = subjects;
        for (Subject subject : subjects) {
            samples.put(subject, new ArrayList<>());
            bases.putIfAbsent(subject.group(), subject);
        }
    }

    /** Counts first, which also brings the files of every program into the page cache. */
    List<Result> run(int rounds) throws IOException, InterruptedException {
        for (Subject subject : subjects) {
            counts.put(subject, Counts.of(subject, jdk, folder));
        }
        for (int round = 0; round < rounds; round++) {
            List<Subject> order = new ArrayList<>(subjects);
            Collections.shuffle(order, new Random(round));
            for (Subject subject : order) {
                startOnce(subject);
            }
            System.err.println("JDK " + jdk.version() + ": round " + (round + 1) + " of " + rounds);
        }
        return subjects.stream().map(this::result).toList();
    }

    private void startOnce(Subject subject) throws IOException, InterruptedException {
        List<Launch.Sample> soFar = Objects.requireNonNull(samples.get(subject));
        try (Launch launch = new Launch(subject, jdk, folder, QUIET_PART * shortest(soFar))) {
            soFar.add(launch.measured());
        }
    }

    private static double shortest(List<Launch.Sample> samples) {
        return samples.stream().mapToDouble(Launch.Sample::firstByte).min().orElse(0);
    }

    private Result result(Subject subject) {
        Subject base = Objects.requireNonNull(bases.get(subject.group()));
        return new Result(
                subject,
                Objects.requireNonNull(samples.get(subject)),
                Objects.requireNonNull(samples.get(base)),
                Objects.requireNonNull(counts.get(subject)),
                Objects.requireNonNull(counts.get(base)));
    }
}
