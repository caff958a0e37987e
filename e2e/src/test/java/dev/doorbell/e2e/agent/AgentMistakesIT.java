package dev.doorbell.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Ran;
import dev.doorbell.e2e.programs.Serving;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes of a hand-over and of the options: each is one message, and the program runs. */
@Timeout(120)
@EnabledOnOs(value = OS.LINUX, disabledReason = "passes descriptors as systemd does")
class AgentMistakesIT {
    private static final int JAVA_8 = 52;
    private static final int MAJOR = 7;
    private static final int FIRST_WITHOUT_SECURITY_MANAGER = 24;

    /** The exception of the program, which needs an argument. */
    private static final String RUNS = "ArrayIndexOutOfBoundsException";

    private static Program started(String variables, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", variables + " exec \"$@\" 3</dev/null", "sh"));
        command.add(Paths.JAVA);
        command.addAll(List.of(options));
        command.addAll(AgentServer.program(Serving.class));
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
        try (Program program = started(variables, AgentServer.OPTION)) {
            assertThat(messages(program)).singleElement().asString().contains(message);
        }
    }

    private static Stream<Arguments> malformedOptions() {
        List<Arguments> options = new ArrayList<>(List.of(
                arguments("-Ddoorbell.agent.map=8080", "NAME=PORT"),
                arguments("-Ddoorbell.agent.map=http=8080", "\"http\""),
                arguments("-Ddoorbell.agent.idle=soon", "5min"),
                arguments("-Ddoorbell.agent.idle=5min", "never idle"),
                arguments("-Ddoorbell.agent.ready=yes", "=true")));
        if (Runtime.version().feature() < FIRST_WITHOUT_SECURITY_MANAGER) {
            options.add(arguments("-Djava.security.manager", "cannot start: java.security.AccessControlException"));
        }
        return options.stream();
    }

    @ParameterizedTest
    @MethodSource("malformedOptions")
    void a_malformed_option_is_told(String option, String message) throws Exception {
        try (Program program = started("LISTEN_PID=$$ LISTEN_FDS=1", AgentServer.OPTION, option)) {
            assertThat(messages(program)).singleElement().asString().contains(message);
        }
    }

    @Test
    void a_second_agent_is_told() throws Exception {
        try (Program program = started("LISTEN_PID=$$ LISTEN_FDS=1", AgentServer.OPTION, AgentServer.OPTION)) {
            assertThat(messages(program)).singleElement().asString().contains("twice");
        }
    }

    @Test
    void without_a_hand_over_nothing_is_told() throws Exception {
        try (Program program = started("", AgentServer.OPTION, "-Ddoorbell.agent.map=8080")) {
            assertThat(messages(program)).isEmpty();
        }
    }

    @Test
    void in_the_child_of_a_program_that_has_the_sockets_nothing_is_told() throws Exception {
        String ofThisJvm = "LISTEN_FDS=1 LISTEN_PID=" + ProcessHandle.current().pid();
        try (Program program = started(ofThisJvm, AgentServer.OPTION)) {
            assertThat(messages(program)).isEmpty();
        }
    }

    @Test
    void attached_to_a_running_program_it_says_that_it_is_too_late() throws Exception {
        List<String> command = new ArrayList<>(List.of(Paths.JAVA));
        command.addAll(AgentServer.program(Serving.class, Serving.Way.TWICE.name(), "0"));
        try (Program program = Program.start(command)) {
            program.outLine(Serving.OTHER_PORT);
            String jcmd = Path.of(Paths.JAVA).resolveSibling("jcmd").toString();
            String jar = AgentServer.OPTION.substring("-javaagent:".length());
            Ran.run(List.of(jcmd, String.valueOf(program.pid()), "JVMTI.agent_load", jar));
            assertThat(program.errLine("doorbell-agent: ")).contains("attached to a running program", "-javaagent:");
        }
    }

    @Test
    void its_entry_point_is_loaded_by_java_8_for_a_message() throws Exception {
        try (JarFile jar = new JarFile(AgentServer.OPTION.substring("-javaagent:".length()));
                InputStream content = jar.getInputStream(jar.getEntry("dev/doorbell/agent/Premain.class"))) {
            assertThat(content.readNBytes(MAJOR + 1)[MAJOR]).isEqualTo((byte) JAVA_8);
        }
    }
}
