package dev.doorbell.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A {@code doorbell run --upgrade} whose program serves. */
record Upgraded(Program run) implements AutoCloseable {
    /** How many counts in a row are the same. */
    private static final int RESTING = 8;

    private static final String OUTCOME = "doorbell: (upgrade failed: .*|process \\d+ serves.*)";

    /** Starts it, and waits until the program has answered. */
    static Upgraded start(List<String> options, List<String> program) throws Exception {
        List<String> all = new ArrayList<>(List.of("--upgrade", "--now"));
        all.addAll(options);
        Upgraded upgraded = new Upgraded(Program.start(Runs.command(all, List.of("x=tcp://127.0.0.1:0"), program)));
        try (ClientThatWaits client = upgraded.client()) {
            assertThat(client.isAnswered()).as("%s", upgraded.run.err()).isTrue();
        }
        return upgraded;
    }

    ClientThatWaits client() throws Exception {
        return ClientThatWaits.at(Runs.ip(run));
    }

    String address() throws Exception {
        return Runs.at(run);
    }

    /** Sends SIGHUP. {@return the line of the outcome} */
    String upgrade() throws Exception {
        int before = outcomes().size();
        hangUp();
        Eventually.becomesTrue("an outcome", () -> outcomes().size() > before);
        return outcomes().get(before);
    }

    void hangUp() throws Exception {
        assertThat(Ran.run(List.of("kill", "-HUP", String.valueOf(run.pid()))).status())
                .isZero();
    }

    List<String> outcomes() {
        return run.err().stream().filter(line -> line.matches(OUTCOME)).toList();
    }

    /** Waits until one process serves and no other is left. {@return its pid} */
    long awaitOne() throws Exception {
        Eventually.becomesTrue("one process is left", () -> children().size() == 1);
        return children().get(0);
    }

    List<Long> children() {
        return ProcessHandle.of(run.pid())
                .orElseThrow()
                .descendants()
                .map(ProcessHandle::pid)
                .toList();
    }

    /** Returns how many descriptors the activator has, when it has closed those of a generation that has ended. */
    long descriptors() throws Exception {
        List<Long> counts = new ArrayList<>();
        Eventually.becomesTrue("a number of descriptors that rests", () -> {
            counts.add(open());
            int last = counts.size();
            return last >= RESTING
                    && counts.subList(last - RESTING, last).stream().distinct().count() == 1;
        });
        return counts.get(counts.size() - 1);
    }

    private long open() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + run.pid() + "/fd"))) {
            return open.count();
        }
    }

    @Override
    public void close() {
        run.close();
    }
}
