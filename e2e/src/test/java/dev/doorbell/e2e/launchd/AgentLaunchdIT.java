package dev.doorbell.e2e.launchd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.programs.PlainEcho;
import dev.doorbell.needs.Needs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server without a line of Doorbell as a job of launchd's stand-in, which passes what the agent asks for by name. */
@Timeout(120)
@Needs({"cc", "python3"})
class AgentLaunchdIT {
    private static final Map<String, Object> LOOPBACK =
            Map.of("SockNodeName", "127.0.0.1", "SockFamily", "IPv4", "SockServiceName", "0");

    @TempDir
    private Path directory;

    private LaunchdJob job(String map, Map<String, ?> sockets, String... arguments) throws Exception {
        List<String> program = new ArrayList<>(List.of(
                Paths.JAVA,
                "-javaagent:" + Paths.ROOT.resolve("agent/target/doorbell-agent.jar"),
                "-Ddoorbell.agent.map=" + map,
                "-cp",
                Path.of(PlainEcho.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString(),
                PlainEcho.class.getName()));
        program.addAll(List.of(arguments));
        Map<String, Object> plist = new LinkedHashMap<>(
                Map.of("Label", LaunchdJob.LABEL, "ProgramArguments", program, "Sockets", sockets, "RunAtLoad", true));
        return LaunchdJob.load(LaunchdJob.written(directory, plist));
    }

    @Test
    void a_server_has_the_sockets_of_the_names_that_are_mapped() throws Exception {
        Path path = directory.resolve("control");
        Map<String, ?> sockets = Map.of("http", LOOPBACK, "control", Map.of("SockPathName", path.toString()));
        // neither is bound: the port needs a privilege, and the folder does not exist
        Path nowhere = directory.resolve("nowhere/s");
        try (LaunchdJob job = job("http=1,control=" + nowhere, sockets, "1", nowhere.toString())) {
            Echo.overTcp(Echo.address(job.bound("http").get(0)));
            Echo.overUnix(path);
            assertThat(job.launchd().err()).noneMatch(line -> line.contains("doorbell-agent: "));
        }
    }

    @Test
    void a_name_that_the_property_list_lacks_is_one_message() throws Exception {
        try (LaunchdJob job = job("htpp=1", Map.of("http", LOOPBACK), "0")) {
            assertThat(job.launchd().errLine("doorbell-agent: ")).contains("\"htpp\"", "Sockets");
        }
    }
}
