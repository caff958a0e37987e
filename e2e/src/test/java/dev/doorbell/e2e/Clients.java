package dev.doorbell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Clients that the JDK does not have, of {@code src/test/python/clients.py}. */
public final class Clients {
    private static final String SCRIPT = Paths.script("clients.py");

    private Clients() {}

    /** Runs one, which must be content. */
    public static List<String> run(String what, String... arguments) throws Exception {
        try (Program client = start(what, arguments)) {
            return content(client, what);
        }
    }

    public static Program start(String what, String... arguments) throws Exception {
        return Program.start(command(what, arguments));
    }

    public static List<String> command(String what, String... arguments) {
        List<String> command = new ArrayList<>(List.of("python3", SCRIPT, what));
        command.addAll(List.of(arguments));
        return command;
    }

    /** What a client printed that has ended, and was content. */
    public static List<String> content(Program client, String what) throws InterruptedException {
        assertThat(client.exitCode())
                .as("%s: %s", what, String.join("\n", client.err()))
                .isZero();
        return client.out();
    }
}
