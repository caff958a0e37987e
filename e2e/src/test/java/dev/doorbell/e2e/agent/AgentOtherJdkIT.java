package dev.doorbell.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.programs.Serving;
import dev.doorbell.needs.Needs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A JDK that binds in another way than the agent knows. */
@Timeout(120)
@Needs("cc")
class AgentOtherJdkIT {
    @TempDir
    private Path directory;

    private Program started(String onUnknown) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Paths.SPAWN, "--tcp", "127.0.0.1:0", "--listen-pid", "self", "--"));
        command.addAll(List.of(Paths.JAVA, OtherJdk.option(directory), AgentServer.OPTION));
        command.add("-Ddoorbell.agent.onUnknown=" + onUnknown);
        command.addAll(AgentServer.program(Serving.class, Serving.Way.TWICE.name(), "0"));
        return Program.start(command);
    }

    private static void assertExplains(Program program) throws Exception {
        assertThat(program.errLine("doorbell-agent: "))
                .contains(Runtime.version().toString(), "call of sun/nio/ch/Net.listen", "NioSocketImpl");
    }

    @Test
    void by_default_the_program_runs_without_the_agent() throws Exception {
        try (Program program = started("continue")) {
            String port = program.outLine(Serving.OTHER_PORT).substring(Serving.OTHER_PORT.length());
            AgentServer.assertAnswered(AgentServer.asking(AgentServer.at(Integer.parseInt(port))));
            assertExplains(program);
            assertThat(program.outLine("in use")).doesNotContain("another socket");
        }
    }

    @Test
    void it_stops_where_the_user_says_so() throws Exception {
        try (Program program = started("stop")) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertExplains(program);
            assertThat(program.out()).isEmpty();
        }
    }
}
