package dev.doorbell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.programs.Starting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a start costs, in counts that no machine changes: it is timed in the benchmarks, and guarded here. Each bound is what
 * was counted when it was written, and a few more.
 */
@Timeout(120)
@Needs("cc")
class StartUpCountsIT {
    private static final String OPENED = "java.base/sun.nio.ch=ALL-UNNAMED";
    private static final String ACCESSORS_OPENED = "java.base/jdk.internal.reflect=ALL-UNNAMED";
    private static final String SPEC = "t=tcp://127.0.0.1:0";
    private static final Pattern ON_THE_PASSED = Pattern.compile("^\\d+ +\\w+\\(3[,)]");
    private static final int LAST_WITH_UNSAFE = 23;

    @TempDir
    private Path directory;

    /** The ways in without native code that this JDK has; without an option, the first of them that needs nothing opened. */
    static Stream<List<String>> waysWithoutNativeCode() {
        Stream<List<String>> ways = Stream.of(
                List.of("--add-opens", OPENED, "--add-opens", ACCESSORS_OPENED),
                List.of("--add-opens", OPENED),
                List.of(),
                List.of("-Ddoorbell.access=serialization"));
        return Runtime.version().feature() > LAST_WITH_UNSAFE
                ? ways
                : Stream.concat(ways, Stream.of(List.of("-Ddoorbell.access=unsafe")));
    }

    @ParameterizedTest
    @MethodSource("waysWithoutNativeCode")
    void one_listener_loads_few_classes_and_nothing_native(List<String> options) throws Exception {
        List<String> classes = adopting(options.toArray(String[]::new));
        assertOurs(classes, 62);
        assertThat(classes).noneMatch(StartUpCountsIT::isOfNativeLibraries);
        assertThat(classes)
                .as("proxies: reflection parses the annotations of Unsafe, and must not be used on it")
                .noneMatch(name -> name.contains("$Proxy"));
    }

    @Test
    void jna_loads_few_classes() throws Exception {
        List<String> classes = adopting("-Ddoorbell.access=jna");
        assertOurs(classes, 62);
        assertThat(classes.stream().filter(StartUpCountsIT::isOfNativeLibraries))
                .as("classes of JNA: one function is called, so no proxy of a library is made")
                .hasSizeBetween(1, 65)
                .noneMatch(name -> name.contains("Library$Handler") || name.startsWith("jnr."));
    }

    @Test
    void a_plain_bind_loads_few_classes_and_nothing_native() throws Exception {
        List<String> classes = classes("bound", List.of());
        assertOurs(classes, 45);
        assertThat(classes).noneMatch(StartUpCountsIT::isOfNativeLibraries);
        assertThat(classes).noneMatch(name -> name.startsWith("dev.doorbell.descriptors."));
    }

    @Test
    void opened_packages_map_no_library_that_a_bare_jvm_does_not_map() throws Exception {
        Set<String> bare = libraries("bound", command(List.of(), List.of()));
        assertThat(bare).isNotEmpty();
        assertThat(libraries("inherited", command(passed(), List.of("--add-opens", OPENED), SPEC)))
                .as("native libraries; see which class loads the one that is new with -Xlog:library")
                .isSubsetOf(bare);
    }

    @Test
    @Needs("strace")
    void one_listener_takes_few_system_calls_and_no_process() throws Exception {
        Path log = directory.resolve("strace");
        List<String> before = new ArrayList<>(passed());
        before.addAll(List.of("strace", "-D", "-f", "-qq", "-e", "trace=%network,%desc,execve", "-o", log.toString()));
        run("inherited", command(before, List.of("--add-opens", OPENED), SPEC));
        List<String> calls = Files.readAllLines(log);
        assertThat(calls).filteredOn(call -> call.contains("execve(")).hasSize(1);
        assertThat(untilItIsClosed(calls))
                .as("calls on the passed descriptor: each fact is asked for once, and the JDK takes two for an address")
                .hasSizeBetween(5, 8);
    }

    /** A listener of IPv4 gets another number, and what is open under the passed one then is something else. */
    private static List<String> untilItIsClosed(List<String> calls) {
        List<String> own = new ArrayList<>();
        for (String call : calls) {
            if (ON_THE_PASSED.matcher(call).find()) {
                own.add(call);
                if (call.contains("close(")) {
                    return own;
                }
            }
        }
        throw new AssertionError("the passed descriptor was never closed: " + own);
    }

    /** The classes that a start loads which is passed one listener. */
    private List<String> adopting(String... options) throws Exception {
        return classes("inherited", passed(), options);
    }

    private List<String> classes(String origin, List<String> before, String... options) throws Exception {
        Path log = directory.resolve("classes.log");
        List<String> logging = new ArrayList<>(List.of(options));
        logging.add("-Xlog:class+load:file=" + log + ":none");
        run(origin, command(before, logging, SPEC));
        List<String> names = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            names.add(line.substring(0, line.indexOf(' ')));
        }
        return names;
    }

    private static List<String> passed() {
        return List.of(Paths.SPAWN, "--tcp", "127.0.0.1:0", "--listen-pid", "self", "--fdnames", "t", "--");
    }

    private static List<String> command(List<String> before, List<String> options, String... spec) throws Exception {
        List<String> command = new ArrayList<>(before);
        command.addAll(SmallProgram.bare(SmallProgram.LIBRARIES, options, Starting.class, spec));
        return command;
    }

    private static Set<String> libraries(String origin, List<String> command) throws Exception {
        Set<String> libraries = new HashSet<>(run(origin, command));
        libraries.removeIf(line -> !line.startsWith("library "));
        return libraries;
    }

    private static List<String> run(String origin, List<String> command) throws Exception {
        try (Program program = Program.start(command)) {
            List<String> lines = program.outUntil("ready");
            assertThat(lines).contains("origin " + origin);
            assertThat(program.exitCode()).isZero();
            return lines;
        }
    }

    private static void assertOurs(List<String> classes, int most) {
        assertThat(classes)
                .filteredOn(name -> name.startsWith("dev.doorbell.") && !name.startsWith("dev.doorbell.e2e."))
                .as(
                        "classes of Doorbell. Each costs half a millisecond of every start: let the new one be loaded only where"
                                + " it is needed (a switch over an enum is a class, and the verifier loads the interfaces that"
                                + " others are passed as), or raise the bound if every start needs it")
                .hasSizeBetween(10, most);
    }

    private static boolean isOfNativeLibraries(String name) {
        return name.startsWith("com.sun.jna.") || name.startsWith("jnr.") || name.startsWith("com.kenai.jffi.");
    }
}
