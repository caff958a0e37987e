package dev.doorbell.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.programs.Serving;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes of a hand-over and of the options: each is one message, and the program runs. */
@Timeout(120)
class AgentMistakesIT {
    /** What the program says where it has no argument. */
    private static final String RUNS = "ArrayIndexOutOfBoundsException";

    private static Program started(String variables, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", variables + " exec \"$@\" 3</dev/null", "sh"));
        command.add(Paths.JAVA);
        command.addAll(List.of(options));
        command.addAll(Served.program(Serving.class));
        return Program.start(command);
    }

    private static List<String> messages(Program program) throws InterruptedException {
        program.errLine(RUNS);
        program.exitCode();
        return program.err().stream()
                .filter(line -> line.startsWith("doorbell-agent: "))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "LISTEN_PID=$$ LISTEN_FDS=1x,       LISTEN_FDS is \"1x\"",
        "LISTEN_PID=$$ LISTEN_FDS=9,        LISTEN_FDS is 9",
        "LISTEN_PID=1 LISTEN_FDS=1,         LISTEN_PID=1 but this process is",
        "LISTEN_PID=$$ LISTEN_FDS=1 LISTEN_FDNAMES=a:b, LISTEN_FDNAMES has 2 names"
    })
    void a_malformed_hand_over_is_told(String variables, String message) throws Exception {
        try (Program program = started(variables, Served.OPTION)) {
            assertThat(messages(program)).singleElement().asString().contains(message);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-Ddoorbell.agent.map=8080,         NAME=PORT",
        "-Ddoorbell.agent.map=http=8080,    \"http\"",
        "-Ddoorbell.agent.idle=soon,        5min",
        "-Ddoorbell.agent.idle=5min,        never idle",
        "-Ddoorbell.agent.ready=yes,        =true"
    })
    void a_malformed_option_is_told(String option, String message) throws Exception {
        try (Program program = started("LISTEN_PID=$$ LISTEN_FDS=1", Served.OPTION, option)) {
            assertThat(messages(program)).singleElement().asString().contains(message);
        }
    }

    @Test
    void a_second_agent_is_told() throws Exception {
        try (Program program = started("LISTEN_PID=$$ LISTEN_FDS=1", Served.OPTION, Served.OPTION)) {
            assertThat(messages(program)).singleElement().asString().contains("twice");
        }
    }

    @Test
    void without_a_hand_over_nothing_is_told() throws Exception {
        try (Program program = started("", Served.OPTION, "-Ddoorbell.agent.map=8080")) {
            assertThat(messages(program)).isEmpty();
        }
    }
}
