package dev.doorbell.e2e.servers;

import dev.doorbell.e2e.fixture.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command under strace, which notes the calls that bind sockets. */
record Traced(Path log) {
    /**
     * Returns the command. With -DD, the process is the command's, and strace its grandchild in another process group, which
     * a signal to the server does not reach.
     */
    List<String> command(List<String> command) {
        List<String> traced = new ArrayList<>(List.of(
                "strace", "-DD", "-f", "-q", "-yy", "--seccomp-bpf", "-e", "trace=bind,listen", "-o", log.toString()));
        traced.addAll(command);
        return traced;
    }

    /** Returns the calls with this port, of the process that has ended. */
    List<String> callsAbout(int port, long pid) throws Exception {
        Eventually.becomesTrue("the end of " + pid + " in " + log, () -> hasEnded(pid));
        return Files.readAllLines(log).stream()
                .filter(call -> call.matches(".*(htons\\(|:)" + port + "\\b.*"))
                .toList();
    }

    private boolean hasEnded(long pid) throws IOException {
        return Files.readAllLines(log).stream().anyMatch(call -> call.matches(pid + " +\\+\\+\\+.*"));
    }
}
