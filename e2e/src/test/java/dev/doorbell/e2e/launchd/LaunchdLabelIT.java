package dev.doorbell.e2e.launchd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.SmallProgram;
import dev.doorbell.e2e.programs.Explaining;
import dev.doorbell.needs.Needs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that see a job's label and get nothing from launchd. No provider is forced: each JVM follows the rules of
 * macOS and takes the one that applies.
 */
@Timeout(120)
@Needs({"cc", "python3"})
class LaunchdLabelIT {
    private static final String ON_MACOS = "-Ddoorbell.os=Darwin -Djna.library.path=" + Paths.NATIVE;
    private static final String CI_AGENT = "com.example.ci-agent";
    private static final String AS_A_CHILD = "\"$@\"; exit $?";

    @TempDir
    private Path directory;

    @Test
    void a_program_below_a_ci_agent_binds_with_a_warning_that_names_the_label() throws Exception {
        try (LaunchdJob job = load(AS_A_CHILD, echo("http=tcp://127.0.0.1:0"))) {
            assertThat(job.launchd().errLine("inherited the label")).contains(CI_AGENT, "process " + job.pid());
            assertThat(job.listeners("provider")).containsExactly("fallback");
        }
    }

    @Test
    void since_macos_26_such_a_program_sees_no_label_and_binds() throws Exception {
        Path libxpc = Paths.NATIVE.resolve("libxpc.so");
        try (LaunchdJob job = load(AS_A_CHILD, echo("http=tcp://127.0.0.1:0"), "--libxpc", libxpc.toString())) {
            assertThat(job.listeners("provider")).containsExactly("fallback");
            assertThat(job.launchd().err()).noneMatch(line -> line.contains("launchd passed nothing"));
        }
    }

    @Test
    void a_job_without_Sockets_starts_and_binds_with_a_warning_that_names_the_job() throws Exception {
        try (LaunchdJob job = load("exec \"$@\"", echo("http=tcp://127.0.0.1:0"))) {
            assertThat(job.launchd().errLine("no Sockets entry")).contains(CI_AGENT, "ESRCH");
            assertThat(job.listeners("provider")).containsExactly("fallback");
        }
    }

    @Test
    void a_bare_name_of_a_process_that_inherited_a_label_fails_with_the_cause() throws Exception {
        try (LaunchdJob job = load(AS_A_CHILD, echo("http"))) {
            assertThat(job.launchd().errLine("No listener named \"http\" was passed"))
                    .contains(CI_AGENT, "`exec`");
        }
    }

    @Test
    void what_doorbell_run_starts_has_its_listeners_and_no_label() throws Exception {
        List<String> command = new ArrayList<>(List.of(Paths.JAVA, "-jar", Paths.DOORBELL_COMMAND));
        command.addAll(List.of("run", "--now", "http=tcp://127.0.0.1:0", "--", "/bin/sh", "-c"));
        command.add("echo \"label ${XPC_SERVICE_NAME-none}, fds $LISTEN_FDS\"");
        try (LaunchdJob job = load("unset JAVA_TOOL_OPTIONS; exec \"$@\"", command)) {
            assertThat(job.launchd().outLine("label ")).isEqualTo("label none, fds 1");
        }
    }

    @Test
    void listeners_that_name_this_process_are_stronger_than_a_label() throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "LISTEN_PID=$$ exec \"$@\"", "sh"));
        command.addAll(SmallProgram.with(SmallProgram.LIBRARIES, List.of("-Ddoorbell.os=Darwin"), Explaining.class));
        Map<String, String> variables = Map.of("LISTEN_FDS", "1", "XPC_SERVICE_NAME", CI_AGENT);
        try (Program program = Program.start(command, variables)) {
            assertThat(program.exitCode()).isZero();
            assertThat(program.out().get(0)).startsWith("Provider chosen: systemd");
            assertThat(program.out()).anyMatch(line -> line.contains("launchd: applies") && line.contains(CI_AGENT));
        }
    }

    private static List<String> echo(String spec) {
        return EchoDaemon.command(spec);
    }

    /** Loads a job without Sockets, whose shell runs a command. */
    private LaunchdJob load(String script, List<String> command, String... options) throws Exception {
        List<String> program = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        program.addAll(command);
        Path plist = LaunchdJob.written(
                directory, Map.of("Label", CI_AGENT, "RunAtLoad", true, "ProgramArguments", program));
        List<String> all = new ArrayList<>(List.of("--env", "JAVA_TOOL_OPTIONS=" + ON_MACOS));
        all.addAll(List.of(options));
        return LaunchdJob.load(plist, all.toArray(new String[0]));
    }
}
