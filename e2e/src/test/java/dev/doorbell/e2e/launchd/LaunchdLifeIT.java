package dev.doorbell.e2e.launchd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.needs.Needs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The script that the workflow for macOS runs with launchctl, here with the stand-in. */
@Timeout(240)
@Needs({"bash", "cc", "python3"})
class LaunchdLifeIT {
    @Test
    void a_job_is_installed_started_restarted_idle_started_again_and_uninstalled() throws Exception {
        String script = Paths.ROOT.resolve("e2e/src/test/sh/launchd-life.sh").toString();
        try (Program life = Program.start(List.of("bash", script, Paths.ECHO_DAEMON, Paths.NATIVE.toString()))) {
            life.outLine("4. idle");
            int status = life.exitCode();
            assertThat(status).as("%s %s", life.out(), life.err()).isZero();
            assertThat(life.out()).contains("== the whole life of the job was as it should be");
        }
    }
}
