package dev.doorbell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The ways that a listener can come to echo-daemon: the columns of README's table of kinds. */
public enum Way {
    SYSTEMD,
    LAUNCHD,
    FALLBACK;

    /** {@return whether the descriptor comes from somebody else} */
    public boolean inherits() {
        return this != FALLBACK;
    }

    /** The name of the provider, as echo-daemon says it. */
    String provider() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Starts echo-daemon, and checks the line that it says of its listener. */
    public Started start(Trial trial) throws Exception {
        return startBehind(List.of(), trial);
    }

    /** Starts it behind another command, such as env(1), which becomes it. */
    public Started startBehind(List<String> before, Trial trial) throws Exception {
        return start(before, trial, Map.of());
    }

    /** The same with variables of the environment. */
    public Started start(Trial trial, Map<String, String> variables) throws Exception {
        return start(List.of(), trial, variables);
    }

    private Started start(List<String> before, Trial trial, Map<String, String> variables) throws Exception {
        List<String> program = EchoDaemon.command(before, javaOptions(), trial.spec());
        Started daemon = Started.await(start(trial, program, variables));
        if (!trial.address().isEmpty()) {
            assertThat(daemon.lines())
                    .containsExactly(
                            EchoDaemon.line("x", trial.kind(), provider(), inherits() ? 3 : null, trial.address()));
        }
        return daemon;
    }

    /** Starts another program with the listener. */
    public Program start(Trial trial, List<String> program) throws Exception {
        return start(trial, program, Map.of());
    }

    public Program start(Trial trial, List<String> program, Map<String, String> more) throws Exception {
        List<String> command = new ArrayList<>(spawn(trial.spawnOptions()));
        command.addAll(program);
        Map<String, String> variables = new HashMap<>(variables());
        variables.putAll(more);
        return Program.start(command, variables);
    }

    private List<String> spawn(List<String> sockets) {
        if (!inherits()) {
            return List.of();
        }
        List<String> spawn = new ArrayList<>(List.of(Paths.SPAWN));
        spawn.addAll(sockets);
        if (this == SYSTEMD) {
            spawn.addAll(List.of("--listen-pid", "self", "--fdnames", "x"));
        }
        spawn.add("--");
        return spawn;
    }

    /** What java is told for it. */
    public List<String> javaOptions() {
        return this == LAUNCHD
                ? List.of("-Djna.library.path=" + Paths.NATIVE, "-Ddoorbell.provider=launchd")
                : List.of();
    }

    private Map<String, String> variables() {
        return this == LAUNCHD ? Map.of("DOORBELL_FAKE_LAUNCHD", "x=3") : Map.of();
    }
}
