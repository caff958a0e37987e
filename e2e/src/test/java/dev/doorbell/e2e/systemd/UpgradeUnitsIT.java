package dev.doorbell.e2e.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.docs.Page;
import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.SmallProgram;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.e2e.programs.Upgrading;
import dev.doorbell.e2e.run.Runs;
import dev.doorbell.needs.Needs;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Upgrades of services of {@code Type=notify}: systemd sees one service that is active all the time. */
@Needs({"python3", "private systemd"})
@Timeout(150)
@Tag("once")
class UpgradeUnitsIT {
    private static final String HOST = "127.0.0.1";

    @Booted
    private static PrivateSystemd systemd;

    private static void start(String unit, String settings, List<String> command) throws Exception {
        systemd.install(unit, "[Service]\nType=notify\n" + settings + "ExecStart=" + String.join(" ", command) + "\n");
        systemd.reload();
        systemd.systemctl("start", unit);
    }

    private static String upgraded(String unit) throws Exception {
        String before = systemd.show(unit, "MainPID");
        systemd.systemctl("kill", "--signal=HUP", "--kill-who=main", unit);
        Eventually.becomesTrue(
                "another main process", () -> !systemd.show(unit, "MainPID").equals(before));
        return systemd.show(unit, "MainPID");
    }

    /** With {@code all}, systemd would take STOPPING=1 of the old generation for that of the service. */
    @ParameterizedTest
    @ValueSource(strings = {"main", "all"})
    void the_next_generation_of_a_program_becomes_the_main_process(String access) throws Exception {
        String unit = "self-" + access + ".service";
        List<String> command = SmallProgram.with(
                SmallProgram.LIBRARIES, List.of(), Upgrading.class, "/nowhere", "x=tcp://" + HOST + ":4001");
        // otherwise systemd kills a main process at once that it has not started itself
        systemd.install(
                unit + ".d/stop.conf",
                Page.of("docs/upgrades.md").file("stop.conf").text());
        start(unit, "WatchdogSec=30\nNotifyAccess=" + access + "\n", command);
        upgraded(unit);
        String third = upgraded(unit);
        systemd.run(List.of("python3", Paths.script("clients.py"), "tcp", HOST, "4001"));
        assertThat(systemd.show(unit, "ActiveState")).isEqualTo("active");
        assertThat(systemd.show(unit, "NRestarts")).isEqualTo("0");
        Eventually.becomesTrue(
                "the end of the generation before",
                () -> systemd.run(List.of("cat", "/proc/" + third + "/status")).contains("PPid:\t1"));
        systemd.systemctl("stop", unit);
        assertThat(systemd.show(unit, "Result"))
                .as("of %s: %s", third, systemd.everything())
                .isEqualTo("success");
    }

    @Test
    void an_activator_passes_the_readiness_of_its_program_on() throws Exception {
        List<String> command = Runs.command(
                List.of("--upgrade", "--now", "--settle=100ms"),
                List.of("x=tcp://" + HOST + ":4002"),
                List.of(Paths.JAVA, "-jar", Paths.ECHO_DAEMON, "--notify", "x"));
        start("run.service", "", command);
        assertThat(systemd.show("run.service", "ActiveState")).isEqualTo("active");
        String main = systemd.show("run.service", "MainPID");
        systemd.systemctl("kill", "--signal=HUP", "--kill-who=main", "run.service");
        Eventually.becomesTrue(
                "the outcome", () -> systemd.show("run.service", "StatusText").contains(" serves, process "));
        systemd.run(List.of("python3", Paths.script("clients.py"), "tcp", HOST, "4002"));
        assertThat(systemd.show("run.service", "MainPID")).isEqualTo(main);
        assertThat(systemd.show("run.service", "ActiveState")).isEqualTo("active");
        systemd.systemctl("stop", "run.service");
        assertThat(systemd.show("run.service", "Result")).isEqualTo("success");
    }
}
