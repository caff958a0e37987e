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
            return content(client, what);
        }
    }

    /** Runs one in the network of a private systemd, which must be content. */
    static List<String> beside(PrivateSystemd systemd, String what, String... arguments) throws Exception {
        try (Program client = systemd.beside(command(what, arguments))) {
            return content(client, what);
        } catch (AssertionError discontent) {
            throw new AssertionError(discontent.getMessage() + "\n" + systemd.everything(), discontent);
        }
    }

    static Program start(String what, String... arguments) throws Exception {
        return Program.start(command(what, arguments));
    }

    private static List<String> command(String what, String... arguments) {
        List<String> command = new ArrayList<>(List.of("python3", SCRIPT, what));
        command.addAll(List.of(arguments));
        return command;
    }

    private static List<String> content(Program client, String what) throws InterruptedException {
        assertThat(client.exitCode())
                .as("%s: %s", what, String.join("\n", client.err()))
                .isZero();
        return client.out();
    }
}
