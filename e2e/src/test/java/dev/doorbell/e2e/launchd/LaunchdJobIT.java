package dev.doorbell.e2e.launchd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.needs.Needs;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.lang3.time.StopWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Differences between a job of launchd and a service of systemd: the second table of docs/launchd.md. */
@Timeout(120)
@Needs({"cc", "python3"})
class LaunchdJobIT {
    private static final Map<String, Object> LOOPBACK =
            Map.of("SockNodeName", "127.0.0.1", "SockFamily", "IPv4", "SockServiceName", "0");

    @TempDir
    private Path directory;

    @Test
    void the_first_client_starts_the_job_and_is_answered() throws Exception {
        Map<String, Object> plist = LaunchdJob.echoDaemon(Map.of("x", LOOPBACK), "x=tcp://127.0.0.1:9");
        try (LaunchdJob job = LaunchdJob.load(LaunchdJob.written(directory, plist))) {
            assertThat(job.launchd().out()).noneMatch(line -> line.startsWith("started "));
            Echo.overTcp(address(job));
            assertThat(job.launchd().out())
                    .filteredOn(line -> line.startsWith("started "))
                    .hasSize(1);
            assertThat(job.unload()).isZero();
        }
    }

    @Test
    void descriptors_have_whatever_numbers_are_free() throws Exception {
        Map<String, Object> plist = LaunchdJob.echoDaemon(Map.of("x", LOOPBACK), "x=tcp://127.0.0.1:9");
        try (LaunchdJob job = LaunchdJob.load(LaunchdJob.written(directory, plist), "--lowest", "500")) {
            Echo.overTcp(address(job));
            assertThat(job.listeners()).extracting(line -> line.getInt("fd")).containsExactly(500);
        }
    }

    @Test
    void names_that_no_spec_asks_for_stay_with_launchd() throws Exception {
        Path trace = directory.resolve("trace");
        Map<String, Object> plist = LaunchdJob.echoDaemon(Map.of("x", LOOPBACK, "y", LOOPBACK), "x");
        plist.put("RunAtLoad", true);
        plist.put("EnvironmentVariables", Map.of("DOORBELL_FAKE_LAUNCHD_TRACE", trace.toString()));
        try (LaunchdJob job = LaunchdJob.load(LaunchdJob.written(directory, plist))) {
            assertThat(job.listeners("name")).containsExactly("x");
            assertThat(Files.readAllLines(trace)).containsExactly("activate x 0 1", "free x");
        }
    }

    @Test
    void a_job_that_a_script_starts_as_its_child_is_told_to_use_exec_and_binds() throws Exception {
        try (LaunchdJob job = LaunchdJob.load(throughShell("\"$@\"; exit $?"))) {
            assertThat(job.launchd().errLine("inherited the label")).contains(LaunchdJob.LABEL, "`exec`");
            assertThat(job.listeners("provider")).containsExactly("fallback");
        }
    }

    @Test
    void a_job_that_a_script_becomes_has_its_sockets() throws Exception {
        try (LaunchdJob job = LaunchdJob.load(throughShell("exec \"$@\""))) {
            assertThat(job.listeners("provider")).containsExactly("launchd");
        }
    }

    @Test
    void a_misspelt_name_is_an_error_and_no_bind_beside_launchds_socket() throws Exception {
        Map<String, Object> sockets = Map.of("http", LOOPBACK, "control", LOOPBACK);
        try (LaunchdJob job = LaunchdJob.atOnce(directory, sockets, "control", "htpp=tcp://127.0.0.1:0")) {
            assertThat(job.launchd().errLine("answers ESRCH")).contains("\"htpp\"", LaunchdJob.LABEL);
            job.launchd().outLine("ended ");
            assertThat(job.launchd().out()).noneMatch(line -> line.contains("fallback"));
        }
    }

    @Test
    void a_job_that_ends_soon_starts_again_only_after_the_throttle_and_its_client_waits() throws Exception {
        Map<String, Object> plist = LaunchdJob.echoDaemon(Map.of("x", LOOPBACK), "x=tcp://127.0.0.1:9");
        plist.put("ThrottleInterval", 6);
        try (LaunchdJob job = LaunchdJob.load(LaunchdJob.written(directory, plist))) {
            StopWatch watch = StopWatch.createStarted();
            Echo.overTcp(address(job));
            job.launchd().outLine("ready");
            long pid = job.pid();
            ProcessHandle.of(pid).orElseThrow().destroy();
            job.launchd().outLine("ended " + pid + " 0");
            Echo.overTcp(address(job));
            assertThat(watch.getDuration()).isGreaterThan(Duration.ofSeconds(6));
            assertThat(job.launchd().out())
                    .filteredOn(line -> line.startsWith("started "))
                    .hasSize(2);
        }
    }

    private Path throughShell(String script) throws Exception {
        List<String> program = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        program.addAll(EchoDaemon.command("x=tcp://127.0.0.1:0"));
        return LaunchdJob.written(
                directory,
                Map.of(
                        "Label",
                        LaunchdJob.LABEL,
                        "RunAtLoad",
                        true,
                        "ProgramArguments",
                        program,
                        "Sockets",
                        Map.of("x", LOOPBACK)));
    }

    private static InetSocketAddress address(LaunchdJob job) throws Exception {
        return Echo.address(job.bound("x").get(0));
    }
}
