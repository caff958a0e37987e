package dev.doorbell.e2e.launchd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Ran;
import dev.doorbell.needs.Needs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The program that the workflow for macOS runs first, with the expectations of Linux. */
@Timeout(240)
@EnabledOnOs(value = OS.LINUX, disabledReason = "the workflow runs it, and reads it")
class ProbeIT {
    private static final String SCRIPT =
            Paths.ROOT.resolve("e2e/src/test/sh/probe.sh").toString();

    @Test
    @Needs({"bash", "cc", "python3"})
    void every_fact_is_as_it_is_expected_of_linux_in_a_program_and_in_a_job() throws Exception {
        Ran ran = Ran.run(List.of("bash", SCRIPT, Paths.jna().toString(), Paths.NATIVE.toString()));
        assertThat(ran.status()).as("%s %s", ran.out(), ran.err()).isZero();
        assertThat(ran.out()).contains("== any program", "== a job of launchd");
        assertThat(facts(ran.out())).hasSizeGreaterThan(60).allMatch(line -> line.endsWith(", ok"));
        assertThat(summaries(ran.out())).hasSize(2).allMatch(line -> line.endsWith(" facts, 0 differ"));
    }

    @Test
    void a_fact_that_differs_is_a_failure_only_where_that_is_asked_for() throws Exception {
        // given a folder, the probe expects a libSystem, which this folder lacks
        Ran told = Ran.run(probe("-Djna.library.path=/nonexistent"));
        assertThat(told.out()).contains("library System: expected found, got not found, DIFFERS");
        assertThat(summaries(told.out())).hasSize(1).allMatch(line -> line.endsWith(" facts, 1 differ"));
        assertThat(told.status()).isZero();
        assertThat(Ran.run(probe("-Djna.library.path=/nonexistent", "--strict")).status())
                .isEqualTo(1);
    }

    private static List<String> probe(String option, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Paths.JAVA, option));
        command.addAll(List.of("-cp", Paths.testClassPath(), "dev.doorbell.e2e.probe.Probe"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static List<String> facts(List<String> out) {
        return out.stream().filter(line -> line.contains(": expected ")).toList();
    }

    private static List<String> summaries(List<String> out) {
        return out.stream().filter(line -> line.contains(" facts, ")).toList();
    }
}
