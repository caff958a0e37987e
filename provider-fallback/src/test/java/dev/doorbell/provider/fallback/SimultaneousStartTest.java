package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.Listener;
import java.net.BindException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several programs that start at once on one path: two of them must not both believe to have it. */
@Timeout(60)
class SimultaneousStartTest {
    private static final int PROGRAMS = 3;
    private static final int ROUNDS = 200;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"'',false", "'',true", "?mode=0600,false", "?mode=0600,true"})
    void one_gets_the_path_and_is_reached_by_it(String options, boolean stale) throws Exception {
        Path path = directory.resolve("s");
        ExecutorService programs = Executors.newFixedThreadPool(PROGRAMS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                if (stale) {
                    StaleSocketTest.leaveBehind(path);
                }
                List<Listener> bound = startAtOnce(programs, "control=unix://" + path + options);
                assertThat(bound).as("round " + round).hasSize(1);
                for (Listener listener : bound) {
                    assertThat(directory.toFile().list()).containsExactly("s");
                    listener.close();
                }
            }
        } finally {
            programs.shutdownNow();
        }
    }

    private static List<Listener> startAtOnce(ExecutorService programs, String spec) throws Exception {
        CyclicBarrier start = new CyclicBarrier(PROGRAMS);
        List<Future<List<Listener>>> starts = new ArrayList<>();
        for (int i = 0; i < PROGRAMS; i++) {
            starts.add(programs.submit(() -> {
                start.await(10, TimeUnit.SECONDS);
                try {
                    return Fallback.bindAll(spec);
                } catch (BindException another) {
                    return List.of();
                }
            }));
        }
        List<Listener> bound = new ArrayList<>();
        for (Future<List<Listener>> one : starts) {
            bound.addAll(one.get());
        }
        return bound;
    }
}
