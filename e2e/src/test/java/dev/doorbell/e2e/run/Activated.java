package dev.doorbell.e2e.run;

import dev.doorbell.e2e.fixture.EchoDaemon;
import java.util.ArrayList;
import java.util.List;

/**
 * The listeners to pass to a program, for either {@link Activator}.
 *
 * @param kind the option of systemd-socket-activate for sockets other than streams
 * @param specs the specs of doorbell
 * @param options the options that both have, and {@code --clean-env}, which systemd-socket-activate always implies
 * @param program the command
 */
record Activated(List<String> kind, List<String> specs, List<String> options, List<String> program) {
    static Activated streams(String... specs) {
        return new Activated(List.of(), List.of(specs), List.of("--clean-env"), List.of());
    }

    static Activated datagrams(String... specs) {
        return new Activated(List.of("--datagram"), List.of(specs), List.of("--clean-env"), List.of());
    }

    static Activated packets(String... specs) {
        return new Activated(List.of("--seqpacket"), List.of(specs), List.of("--clean-env"), List.of());
    }

    Activated with(String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return new Activated(kind, specs, all, program);
    }

    Activated starting(String... command) {
        return starting(List.of(command));
    }

    Activated starting(List<String> command) {
        return new Activated(kind, specs, options, command);
    }

    /** Returns the arguments of echo-daemon, which asks for the names of the specs. */
    String[] names() {
        return EchoDaemon.names(specs);
    }
}
