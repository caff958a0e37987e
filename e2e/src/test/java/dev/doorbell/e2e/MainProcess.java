package dev.doorbell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The main process of a unit, as the kernel shows it. */
public record MainProcess(Path folder) {
    public static MainProcess of(PrivateSystemd systemd, String unit) throws Exception {
        String pid = systemd.show(unit, "MainPID");
        assertThat(pid).as("main process of " + unit).isNotEqualTo("0");
        return new MainProcess(systemd.path("/proc/" + pid));
    }

    /** A line of proc(5)'s status, without its name. */
    public String status(String field) throws IOException {
        for (String line : Files.readAllLines(folder.resolve("status"))) {
            if (line.startsWith(field + ":")) {
                return line.substring(field.length() + 1).strip();
            }
        }
        throw new AssertionError(folder + " has no " + field);
    }

    /** {@code NAME=VALUE} for each variable that it was started with. */
    List<String> environment() throws IOException {
        return List.of(Files.readString(folder.resolve("environ")).split("\0"));
    }

    /** The value of one. */
    public String variable(String name) throws IOException {
        for (String variable : environment()) {
            if (variable.startsWith(name + "=")) {
                return variable.substring(name.length() + 1);
            }
        }
        throw new AssertionError("no " + name + " in " + environment());
    }

    /** The number of the descriptor that was passed under this name. */
    public int passed(String name) throws IOException {
        return 3 + List.of(variable("LISTEN_FDNAMES").split(":")).indexOf(name);
    }
}
