package dev.doorbell.e2e.opening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.SmallProgram;
import dev.doorbell.e2e.programs.Starting;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The cost of a start, in counts that are the same on every machine; the benchmarks measure the time. Each bound is the
 * count at the time of writing, and a few more.
 */
@Timeout(120)
@Needs("cc")
class StartUpCountsIT {
    private static final String OPENED = "java.base/sun.nio.ch=ALL-UNNAMED";
    private static final String SPEC = "t=tcp://127.0.0.1:0";
    private static final Pattern ON_THE_PASSED = Pattern.compile("^(\\d+) +(\\w+)\\(3(?:[,)]| <unfinished)");

    /** Packages whose first use is expensive: a class from them shows that a bootstrap method or a log was used. */
    private static final List<String> DEAR = List.of(
            "java.lang.invoke.StringConcatFactory",
            "java.lang.invoke.LambdaMetafactory",
            "java.util.regex.",
            "java.util.logging.",
            "java.text.");

    @TempDir
    private Path directory;

    /** A passed listener, its spec, and the most classes of Doorbell that it may load. */
    enum Passed {
        IPV4("--tcp", "127.0.0.1:0", SPEC, 34),
        IPV6("--tcp6", "[::1]:0", "t=tcp://[::1]:0", 36),
        UNIX("--unix", "s", "t=unix:///nowhere", 41);

        private final String option;
        private final String where;
        private final String spec;
        private final int most;

        Passed(String option, String where, String spec, int most) {
            this.option = option;
            this.where = where;
            this.spec = spec;
            this.most = most;
        }
    }

    /** An opened package changes nothing: what needs no flag is tried first. */
    static Stream<Arguments> startsWithoutNativeCode() {
        return Stream.of(List.<String>of(), List.of("--add-opens", OPENED))
                .flatMap(way -> Stream.of(Passed.values()).map(passed -> Arguments.of(way, passed)));
    }

    @ParameterizedTest
    @MethodSource("startsWithoutNativeCode")
    void one_listener_loads_few_classes_and_nothing_native(List<String> options, Passed passed) throws Exception {
        List<String> classes = adopting(passed, options);
        assertOurs(classes, passed.most);
        assertThat(classes).noneMatch(StartUpCountsIT::isOfNativeLibraries);
        List<String> plain = plain(passed, options);
        assertThat(ofTheJdkBeyond(plain, classes))
                .as("classes of the JDK that a plain bind does not load")
                .hasSizeBetween(10, 80)
                .noneMatch(name -> DEAR.stream().anyMatch(name::startsWith) || name.contains("$Proxy"));
        assertThat(madeAtRunTime(classes))
                .as("classes that method handles and lambdas are made into")
                .isLessThanOrEqualTo(madeAtRunTime(plain) + 14);
    }

    @Test
    void jna_loads_few_classes() throws Exception {
        List<String> classes = adopting(Passed.IPV4, List.of("-Ddoorbell.access=jna"));
        assertOurs(classes, 35);
        assertThat(classes.stream().filter(StartUpCountsIT::isOfNativeLibraries))
                .as("classes of JNA: one function is called, so no proxy of a library is made")
                .hasSizeBetween(1, 65)
                .noneMatch(name -> name.contains("Library$Handler") || name.startsWith("jnr."));
    }

    @Test
    void a_plain_bind_loads_few_classes_and_nothing_native() throws Exception {
        List<String> classes = classes("bound", command(List.of(), logging(List.of()), SPEC));
        assertOurs(classes, 42);
        assertThat(classes).noneMatch(StartUpCountsIT::isOfNativeLibraries);
        assertThat(classes).noneMatch(name -> name.startsWith("dev.doorbell.descriptors."));
    }

    @Test
    void an_adoption_maps_no_library_that_a_bare_jvm_does_not_map() throws Exception {
        Set<String> bare = libraries("bound", command(List.of(), List.of()));
        assertThat(bare).isNotEmpty();
        assertThat(libraries("inherited", command(passed(Passed.IPV4), List.of(), SPEC)))
                .as("native libraries; see which class loads the one that is new with -Xlog:library")
                .isSubsetOf(bare);
    }

    @Test
    @Needs("strace")
    void one_listener_takes_few_system_calls_and_no_process() throws Exception {
        Path log = directory.resolve("strace");
        List<String> before = new ArrayList<>(passed(Passed.IPV4));
        before.addAll(List.of("strace", "-D", "-f", "-qq", "-e", "trace=%network,%desc,execve", "-o", log.toString()));
        run("inherited", command(before, List.of(), SPEC));
        List<String> calls = Files.readAllLines(log);
        assertThat(calls).filteredOn(call -> call.contains("execve(")).hasSize(1);
        assertThat(untilItIsClosed(calls))
                .as("calls on the passed descriptor: each fact is asked for once, and the JDK takes two for an address")
                .hasSizeBetween(5, 8);
    }

    /**
     * Returns the calls until the passed descriptor is closed: an IPv4 listener gets another number, and the passed
     * number is then reused. Only the thread of the first call matters.
     */
    private static List<String> untilItIsClosed(List<String> calls) {
        List<String> own = new ArrayList<>();
        String thread = null;
        for (String call : calls) {
            Matcher passed = ON_THE_PASSED.matcher(call);
            if (!passed.find()) {
                continue;
            }
            if (thread == null && passed.group(2).equals("getsockopt")) {
                thread = passed.group(1);
            }
            if (passed.group(1).equals(thread)) {
                own.add(call);
                if (passed.group(2).equals("close")) {
                    return own;
                }
            }
        }
        throw new AssertionError("the passed descriptor was never closed: " + own);
    }

    /** Returns the classes that a start with one passed listener loads. */
    private List<String> adopting(Passed passed, List<String> options) throws Exception {
        return classes("inherited", command(passed(passed), logging(options), passed.spec));
    }

    /** Returns the classes that a JVM with the same options loads to bind a socket of that family without Doorbell. */
    private List<String> plain(Passed passed, List<String> options) throws Exception {
        List<String> command = command(List.of(), logging(options));
        if (passed == Passed.UNIX) {
            command.add(socket());
        }
        return classes("bound", command);
    }

    private static List<String> ofTheJdkBeyond(List<String> plain, List<String> classes) {
        Set<String> known = new HashSet<>(plain);
        return classes.stream()
                .filter(name -> !known.contains(name) && !isMadeAtRunTime(name) && !name.startsWith("dev.doorbell."))
                .toList();
    }

    /** Counts the hidden classes, which are named after their address. */
    private static long madeAtRunTime(List<String> classes) {
        return classes.stream().filter(StartUpCountsIT::isMadeAtRunTime).count();
    }

    private static boolean isMadeAtRunTime(String name) {
        return name.contains("/0x");
    }

    private String socket() throws IOException {
        Path path = directory.resolve(Passed.UNIX.where);
        Files.deleteIfExists(path);
        return path.toString();
    }

    private List<String> logging(List<String> options) {
        List<String> logging = new ArrayList<>(options);
        logging.add("-Xlog:class+load:file=" + log() + ":none");
        return logging;
    }

    private Path log() {
        return directory.resolve("classes.log");
    }

    private List<String> classes(String origin, List<String> command) throws Exception {
        run(origin, command);
        List<String> names = new ArrayList<>();
        for (String line : Files.readAllLines(log())) {
            names.add(line.substring(0, line.indexOf(' ')));
        }
        return names;
    }

    private List<String> passed(Passed passed) throws IOException {
        String where = passed == Passed.UNIX ? socket() : passed.where;
        return List.of(Paths.SPAWN, passed.option, where, "--listen-pid", "self", "--fdnames", "t", "--");
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
                        "classes of Doorbell. Each costs a part of every start (docs/performance.md): let the new one be loaded only where"
                                + " it is needed (a switch over an enum is a class, and the verifier loads the interfaces that"
                                + " others are passed as), or raise the bound if every start needs it")
                .hasSizeBetween(10, most);
    }

    private static boolean isOfNativeLibraries(String name) {
        return name.startsWith("com.sun.jna.") || name.startsWith("jnr.") || name.startsWith("com.kenai.jffi.");
    }
}
