package dev.doorbell.provider.systemd.variables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.provider.systemd.SystemdProvider;
import dev.doorbell.spi.ActivationException;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code -Ddoorbell.systemd.pid=ancestor}, among real processes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs sh")
@Timeout(60)
class AncestorsTest {
    private static final ProcessHandle SELF = ProcessHandle.current();
    private static final long PARENT = SELF.parent().orElseThrow().pid();

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void the_parent_is_accepted_and_the_reason_says_so() throws IOException {
        ListenVariables variables = read("ancestor", PARENT, "LISTEN_FDS=2", "LISTEN_FDNAMES=a:b");
        assertThat(variables.count()).isEqualTo(2);
        assertThat(variables.applicability().applies()).isTrue();
        assertThat(variables.applicability().reason())
                .isEqualTo("-Ddoorbell.systemd.pid=ancestor accepts LISTEN_PID " + PARENT
                        + " and LISTEN_FDS is 2, named a, b.");
    }

    @Test
    void without_the_property_the_parent_is_another_process_and_the_warning_names_the_way_out() throws IOException {
        Applicability answer = read(null, PARENT, "LISTEN_FDS=2").applicability();
        assertThat(answer.applies()).as("off by default").isFalse();
        assertThat(answer.warning()).isTrue();
        assertThat(answer.reason())
                .contains("LISTEN_PID=" + PARENT + " but this process is " + SELF.pid())
                .contains("`exec java ...`", "-Ddoorbell.systemd.pid=ancestor")
                .as("a JVM that a service merely starts must not be frightened")
                .contains("If the sockets are meant only for process " + PARENT + ", unset LISTEN_PID");
    }

    @Test
    void this_process_is_accepted_with_the_property_too() throws IOException {
        assertThat(read("ancestor", SELF.pid(), "LISTEN_FDS=2").applicability().reason())
                .isEqualTo("LISTEN_PID is this process and LISTEN_FDS is 2.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ANCESTOR", "parent", "true", " ancestor"})
    void any_other_value_is_an_error_whether_or_not_something_was_passed(String value) throws Exception {
        ProcessContext nothingPassed = process(value);
        Applicability answer = new SystemdProvider().examine(nothingPassed).applicability();
        assertThat(answer.applies()).as("chosen, so that open() fails").isTrue();
        assertThatThrownBy(() -> new SystemdProvider().examine(nothingPassed).claim(List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(answer.reason())
                .hasMessageContaining("-Ddoorbell.systemd.pid=" + value + " is not ancestor")
                .hasMessageContaining("remove the property");
        assertThatThrownBy(() -> read(value, SELF.pid(), "LISTEN_FDS=2")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void any_number_of_generations_may_lie_between() throws Exception {
        List<Long> family = start("sh -c 'sh -c \"echo \\$PPID; echo \\$\\$; read line; true\"; true'; true", 2);
        assertThat(Ancestors.isOne(started.get(0).pid(), family.get(1)))
                .as("grandparent")
                .isTrue();
        assertThat(Ancestors.isOne(SELF.pid(), family.get(1)))
                .as("great-grandparent")
                .isTrue();
        assertThat(Ancestors.isOne(PARENT, family.get(1))).as("and so on").isTrue();
        assertThat(Ancestors.isOne(family.get(1), started.get(0).pid()))
                .as("a descendant is no ancestor")
                .isFalse();
    }

    @Test
    void neither_a_process_itself_nor_its_sibling_nor_its_child_is_above_it() throws Exception {
        long one = start("echo $$; read line; true", 1).get(0);
        long other = start("echo $$; read line; true", 1).get(0);
        assertThat(Ancestors.isOne(SELF.pid(), one)).as("parent").isTrue();
        assertThat(Ancestors.isOne(one, one)).as("itself").isFalse();
        assertThat(Ancestors.isOne(other, one)).as("sibling").isFalse();
        assertThat(Ancestors.isOne(one, SELF.pid())).as("child").isFalse();
        assertRefused(one);
    }

    @Test
    void a_process_that_has_ended_is_above_nobody_and_its_orphan_is_not_its_child() throws Exception {
        long orphan = start("sleep 60 >&- 2>&- & echo $!", 1).get(0);
        Process wrapper = started.get(0);
        assertThat(wrapper.waitFor(30, TimeUnit.SECONDS)).isTrue();
        try {
            assertThat(Ancestors.isOne(wrapper.pid(), orphan))
                    .as("its pid may be a stranger's by now")
                    .isFalse();
            assertRefused(wrapper.pid());
        } finally {
            ProcessHandle.of(orphan).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void the_first_process_has_nobody_above_it() {
        assertThat(Ancestors.isOne(0, 1)).isFalse();
        assertThat(Ancestors.isOne(0, SELF.pid())).as("no process has the id 0").isFalse();
    }

    @Test
    void the_pidfd_id_of_an_ancestor_is_not_ours_to_compare_but_must_be_a_number() throws IOException {
        assertThat(read("ancestor", PARENT, "LISTEN_FDS=1", "LISTEN_PIDFDID=8").count())
                .isEqualTo(1);
        assertThatThrownBy(() -> read("ancestor", PARENT, "LISTEN_FDS=1", "LISTEN_PIDFDID=x"))
                .isInstanceOf(ActivationException.class)
                .hasMessageContaining("LISTEN_PIDFDID is \"x\"");
    }

    @Test
    void what_an_ancestor_was_passed_is_read_as_strictly_as_our_own() throws IOException {
        assertThatThrownBy(() -> read("ancestor", PARENT, "LISTEN_FDS=x")).isInstanceOf(ActivationException.class);
        assertThat(read("ancestor", PARENT).applicability().reason()).endsWith(PARENT + ", but LISTEN_FDS is not set.");
    }

    private static void assertRefused(long pid) throws IOException {
        Applicability answer = read("ancestor", pid, "LISTEN_FDS=1").applicability();
        assertThat(answer.applies()).isFalse();
        assertThat(answer.warning()).isTrue();
        assertThat(answer.reason())
                .contains("LISTEN_PID=" + pid + " but this process is " + SELF.pid())
                .contains("no process above it is " + pid);
    }

    private static ListenVariables read(@Nullable String property, long pid, String... more) throws IOException {
        String[] variables = List.of(more).toArray(new String[more.length + 1]);
        variables[more.length] = "LISTEN_PID=" + pid;
        return ListenVariables.read(process(property, variables), OptionalLong.of(7));
    }

    /** This very process, with these variables. */
    private static ProcessContext process(@Nullable String property, String... variables) {
        Map<String, String> environment = new HashMap<>();
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            environment.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        Properties properties = new Properties();
        if (property != null) {
            properties.setProperty("doorbell.systemd.pid", property);
        }
        return new ProcessContext(environment, SELF.pid(), OperatingSystem.LINUX, properties);
    }

    /** Starts a shell, and reads the process ids that it prints. */
    private List<Long> start(String script, int pids) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", script).start();
        started.add(shell);
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.US_ASCII));
        List<Long> printed = new ArrayList<>();
        while (printed.size() < pids) {
            printed.add(Long.parseLong(lines.readLine()));
        }
        return printed;
    }
}
