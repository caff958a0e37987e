package dev.doorbell.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.Names;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.SmallProgram;
import dev.doorbell.e2e.fixture.Spawn;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.e2e.fixture.Terminal;
import dev.doorbell.e2e.fixture.Trial;
import dev.doorbell.e2e.fixture.Way;
import dev.doorbell.e2e.programs.Accepting;
import dev.doorbell.e2e.programs.Opening;
import dev.doorbell.e2e.programs.ReadingFile;
import dev.doorbell.needs.Needs;
import dev.doorbell.spec.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of kinds in README: each cell that says yes is run, with and without the libraries that it names. */
@Timeout(120)
@Needs({"cc", "python3", "socat"})
class KindsTableIT {
    /** The texts of the cells that have something to run. */
    private static final Set<String> SERVED = Set.of(
            "yes",
            "with JNA",
            "with jnr-unixsocket",
            "with JNA and jnr-unixsocket",
            "Linux, with JNA",
            "Linux, with JNA and jnr-unixsocket",
            "inetd style");

    /** The texts of the cells without anything to run, with their column. */
    private static final Map<String, Way> REASONS = Map.of(
            "no such thing on macOS", Way.LAUNCHD,
            "not in launchd", Way.LAUNCHD,
            "cannot be bound", Way.FALLBACK);

    private final String queue = "/" + Names.unique("table");

    @TempDir
    private Path directory;

    @Test
    void every_kind_is_in_the_table() throws Exception {
        EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (TableRow row : TableRow.all()) {
            kinds.add(Kind.valueOf(row.kind()));
        }
        assertThat(kinds).isEqualTo(EnumSet.complementOf(EnumSet.of(Kind.OTHER)));
    }

    @Test
    void the_scheme_of_every_kind_is_in_its_row() throws Exception {
        for (TableRow row : TableRow.all()) {
            Kind.valueOf(row.kind())
                    .scheme()
                    .ifPresent(scheme -> assertThat(row.spec()).startsWith(scheme + ":"));
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void a_cell_is_true(TableRow row, Way way) throws Exception {
        String says = row.cell(way);
        if (REASONS.containsKey(says)) {
            assertThat(REASONS).containsEntry(says, way);
            return;
        }
        assertThat(SERVED).as("the allowed texts of a cell").contains(says);
        if (row.kind().equals("CONNECTION")) {
            assertConnects(way);
            return;
        }
        if (row.kind().equals("FILE")) {
            assertReads();
            return;
        }
        try (Terminal terminal = Terminal.in(directory)) {
            for (Trial trial : new TableTrials(directory, terminal, queue).of(row)) {
                assertNeeds(trial, row, way);
                assertServes(trial, way);
            }
        } finally {
            Clients.run("mqueue_remove", queue);
        }
    }

    static List<Arguments> cells() throws IOException {
        List<Arguments> cells = new ArrayList<>();
        for (TableRow row : TableRow.all()) {
            for (Way way : Way.values()) {
                cells.add(Arguments.of(row, way));
            }
        }
        return cells;
    }

    private void assertServes(Trial trial, Way way) throws Exception {
        try (Started daemon = way.start(trial)) {
            trial.client().use(daemon);
            assertThat(daemon.program().terminate()).isZero();
        }
        removeFile(trial);
    }

    /** Checks that the cell works with the libraries that it names, and that the error names a missing one. */
    private void assertNeeds(Trial trial, TableRow row, Way way) throws Exception {
        Set<String> named = row.libraries(way);
        Set<String> enough = new HashSet<>(named);
        if (way == Way.LAUNCHD) {
            // the call of launchd needs it, as docs/kinds.md says for all kinds
            enough.add("jna");
        }
        try (Program program = open(trial, row, way, enough)) {
            assertThat(program.exitCode())
                    .as("with %s: %s", enough, program.err())
                    .isZero();
            assertThat(program.out()).containsExactly("used " + row.kind());
        }
        removeFile(trial);
        for (String missing : named) {
            Set<String> others = new HashSet<>(enough);
            others.remove(missing);
            try (Program program = open(trial, row, way, others)) {
                assertThat(program.exitCode()).as("without %s", missing).isEqualTo(1);
                assertThat(String.join("\n", program.err())).contains("UnsupportedOperationException", ":" + missing);
            }
            removeFile(trial);
        }
    }

    private static Program open(Trial trial, TableRow row, Way way, Set<String> libraries) throws Exception {
        return way.start(
                trial, SmallProgram.with(libraries, way.javaOptions(), Opening.class, trial.spec(), row.view()));
    }

    private void removeFile(Trial trial) throws IOException {
        if (trial.at().startsWith(directory.toString())) {
            Files.deleteIfExists(Path.of(trial.at()));
        }
    }

    /** Checks a listener that a spec can only ask for by its name, so a trial has nothing else to do. */
    private void assertReads() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "text");
        List<String> command =
                new ArrayList<>(List.of(Paths.SPAWN, "--special", file.toString(), "--listen-pid", "self"));
        command.addAll(List.of("--fdnames", "x", "--"));
        command.addAll(SmallProgram.with(Set.of(), List.of(), ReadingFile.class));
        try (Program program = Program.start(command)) {
            assertThat(program.exitCode()).as("%s", program.err()).isZero();
            assertThat(program.out()).containsExactly("text");
        }
    }

    /** Checks a connection, which launchd passes as inetd does, without a stand-in. */
    private static void assertConnects(Way way) throws Exception {
        List<String> command = new ArrayList<>(List.of(Paths.SPAWN, "--connection", "127.0.0.1:0"));
        if (way == Way.SYSTEMD) {
            command.addAll(List.of("--listen-pid", "self", "--fdnames", "connection"));
        }
        command.add("--");
        if (way == Way.LAUNCHD) {
            command.addAll(Spawn.AS_INETD);
        }
        command.addAll(SmallProgram.with(Set.of(), List.of(), Accepting.class));
        try (Program program = Program.start(command)) {
            Echo.overTcp(Spawn.address(program, 3));
            assertThat(program.exitCode()).as("%s", program.err()).isZero();
        }
    }
}
