package dev.doorbell.e2e.opening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.needs.Needs;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program of a user with the library jars, on the class path and on the module path. */
@Timeout(180)
@Needs("cc")
class ModulePathIT {
    private static final String SOURCE = """
            package app;

            import dev.doorbell.Doorbell;
            import dev.doorbell.Listener;
            import dev.doorbell.spec.ListenerSpec;
            import dev.doorbell.Listeners;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.util.stream.Stream;

            public class Main {
                public static void main(String[] args) throws Exception {
                    if (args[0].equals("rounds")) {
                        rounds(Path.of(args[1]));
                        return;
                    }
                    try (Listeners listeners = Doorbell.open(ListenerSpec.parse(args[0]))) {
                        Listener listener = listeners.get("x");
                        System.out.println(listener.origin().provider() + " " + listener.kind());
                        Process child = new ProcessBuilder("ls", "-l", "/proc/self/fd").inheritIO().start();
                        child.waitFor();
                        try {
                            Doorbell.open(ListenerSpec.parse(args[0]));
                        } catch (IllegalStateException | java.io.IOException second) {
                            System.out.println("second: " + second.getMessage());
                        }
                    }
                    System.out.println("ready");
                }

                static void rounds(Path directory) throws Exception {
                    long before = 0;
                    for (int round = 0; round < 1001; round++) {
                        Doorbell.open(
                                ListenerSpec.parse("t=tcp://127.0.0.1:0"),
                                ListenerSpec.parse("u=udp://127.0.0.1:0"),
                                ListenerSpec.parse("s=unix://" + directory + "/s")).close();
                        if (round == 0) {
                            before = descriptors();
                        }
                    }
                    System.out.println("left behind: " + (descriptors() - before));
                    System.out.println("ready");
                }

                static long descriptors() throws Exception {
                    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
                        return open.filter(fd -> !Files.isRegularFile(fd)).count();
                    }
                }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void a_program_on_the_class_path_without_jna_inherits_and_its_children_do_not() throws Exception {
        List<String> java = List.of(
                "--add-opens",
                "java.base/sun.nio.ch=ALL-UNNAMED",
                "-cp",
                classes() + ":" + join(Paths.libraries()),
                "app.Main");
        assertInherits(java);
    }

    @Test
    void a_program_on_the_class_path_without_any_way_in_is_told_how_to_open_one() throws Exception {
        List<String> command = new ArrayList<>(spawn());
        command.addAll(List.of(Paths.JAVA, "--limit-modules=java.base"));
        command.addAll(List.of("-cp", classes() + ":" + join(Paths.libraries())));
        command.addAll(List.of("app.Main", "x=tcp://127.0.0.1:1"));
        try (Program program = Program.start(command)) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(String.join("\n", program.err()))
                    .contains("--add-opens java.base/sun.nio.ch=ALL-UNNAMED", "net.java.dev.jna:jna");
        }
    }

    @Test
    void a_modular_program_inherits_and_its_children_do_not() throws Exception {
        assertInherits(List.of(
                "--add-opens",
                "java.base/sun.nio.ch=dev.doorbell.descriptors",
                "-p",
                modules() + ":" + modulePath(),
                "-m",
                "app/app.Main"));
    }

    @Test
    void a_modular_program_inherits_without_any_option() throws Exception {
        assertInherits(List.of("-p", modules() + ":" + modulePath(), "-m", "app/app.Main"));
    }

    @Test
    void a_thousand_rounds_of_open_and_close_leave_no_descriptor_behind() throws Exception {
        List<String> command = List.of(
                Paths.JAVA,
                "-cp",
                classes() + ":" + join(Paths.libraries()),
                "app.Main",
                "rounds",
                directory.toString());
        try (Program program = Program.start(command)) {
            assertThat(program.outUntil("ready")).containsExactly("left behind: 0");
        }
    }

    private void assertInherits(List<String> java) throws Exception {
        List<String> command = new ArrayList<>(spawn());
        command.add(Paths.JAVA);
        command.addAll(java);
        command.add("x=tcp://127.0.0.1:1");
        try (Program program = Program.start(command)) {
            List<String> lines = program.outUntil("ready");
            assertThat(lines.get(0)).isEqualTo("systemd TCP");
            assertThat(lines).as("descriptors of the child").noneMatch(line -> line.contains("socket:"));
            assertThat(lines.get(lines.size() - 1))
                    .startsWith("second: \"x\" (")
                    .contains("app.Main.main(Main.java:");
        }
    }

    private static List<String> spawn() {
        return List.of(Paths.SPAWN, "--tcp", "127.0.0.1:0", "--listen-pid", "self", "--fdnames", "x", "--");
    }

    private Path classes() throws Exception {
        return compiled("-cp", join(Paths.libraries()), source("app/Main.java", SOURCE));
    }

    private Path modules() throws Exception {
        return compiled(
                "-p",
                modulePath(),
                source("module-info.java", "module app { requires dev.doorbell.all; }"),
                source("app/Main.java", SOURCE));
    }

    private static String modulePath() throws Exception {
        return join(Paths.libraries()) + ":" + Paths.jna();
    }

    private Path compiled(String... arguments) {
        Path into = directory.resolve("classes");
        List<String> all = new ArrayList<>(List.of("-d", into.toString()));
        all.addAll(Arrays.asList(arguments));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, all.toArray(new String[0])))
                .isZero();
        return into;
    }

    private String source(String name, String text) throws Exception {
        Path file = directory.resolve("src").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toString();
    }

    private static String join(List<Path> jars) {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
