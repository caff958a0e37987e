package dev.doorbell.e2e.run;

import dev.doorbell.e2e.fixture.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program that listens and starts another one on the first connection. */
enum Activator {
    SOCKET_ACTIVATE,
    DOORBELL;

    /** Starts the activator, and returns when it listens on all of these. */
    Program start(Activated activated, Map<String, String> variables) throws Exception {
        Program program = Program.start(command(activated), variables);
        if (this == DOORBELL) {
            Runs.awaitListening(program, activated.specs().size());
        } else {
            program.errLine("as " + (2 + activated.specs().size()) + ".");
        }
        return program;
    }

    private List<String> command(Activated activated) {
        List<String> command;
        if (this == DOORBELL) {
            command = new ArrayList<>(Runs.command(activated.options()));
            command.addAll(activated.specs());
            command.add("--");
        } else {
            command = new ArrayList<>(List.of("systemd-socket-activate"));
            command.addAll(activated.kind());
            command.addAll(activated.options().stream()
                    .filter(option -> !option.equals("--clean-env"))
                    .toList());
            command.addAll(named(activated));
        }
        command.addAll(activated.program());
        return command;
    }

    /**
     * Returns the options for the names. Doorbell always passes the names, and systemd-socket-activate those of its
     * options.
     */
    private static List<String> named(Activated activated) {
        List<String> listeners = new ArrayList<>();
        for (String spec : activated.specs()) {
            listeners.addAll(List.of("-l", spec.substring(spec.indexOf(':') + 1).replaceFirst("^//", "")));
        }
        if (!activated.options().contains("--inetd")) {
            listeners.add("--fdname=" + String.join(":", activated.names()));
        }
        return listeners;
    }
}
