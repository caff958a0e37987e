package dev.doorbell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Clients that the JDK does not have, of {@code src/test/python/clients.py}. */
final class Clients {
    private static final String SCRIPT =
            Paths.ROOT.resolve("e2e/src/test/python/clients.py").toString();

    private Clients() {}

    /** Runs one, which must be content. */
    static List<String> run(String what, String... arguments) throws Exception {
        try (Program client = start(what, arguments)) {
            assertThat(client.exitCode())
                    .as("%s: %s", what, String.join("\n", client.err()))
                    .isZero();
            return client.out();
        }
    }

    static Program start(String what, String... arguments) throws Exception {
        return Program.start(command(what, arguments));
    }

    static List<String> command(String what, String... arguments) {
        List<String> command = new ArrayList<>(List.of("python3", SCRIPT, what));
        command.addAll(List.of(arguments));
        return command;
    }
}
