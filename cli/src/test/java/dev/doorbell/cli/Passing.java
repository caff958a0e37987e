package dev.doorbell.cli;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.ListenerHandle;
import java.io.PrintWriter;
import java.nio.channels.Channel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Passed listeners that a test must not adopt or change. */
final class Passing {
    private Passing() {}

    /** Runs the command in a process that is passed nothing. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        InspectCommand inspect = new InspectCommand(Passing::systemd, () -> "", out, err);
        return Main.commandLine(inspect, out, err).execute(arguments);
    }

    static Doorbell.Passed systemd(Listener... listeners) {
        return new Doorbell.Passed("systemd", List.of(listeners));
    }

    static Listener listener(int fd, String name, Kind kind, @Nullable Address address) {
        return new Listener(
                name, "systemd", new Untouchable(name, kind, Optional.ofNullable(address), OptionalInt.of(fd)));
    }

    static Listener withoutDescriptor(String name, Kind kind) {
        return new Listener(name, "other", new Untouchable(name, kind, Optional.empty(), OptionalInt.empty()));
    }

    private record Untouchable(String name, Kind kind, Optional<Address> address, OptionalInt descriptor)
            implements ListenerHandle {
        @Override
        public Channel open() {
            throw new AssertionError("inspecting must not adopt");
        }

        @Override
        public void commit() {
            throw new AssertionError("inspecting must not change the blocking mode");
        }

        @Override
        public int detach() {
            throw new AssertionError("inspecting must not take the descriptor");
        }

        @Override
        public void release() {
            throw new AssertionError("there is nothing to release");
        }

        @Override
        public void close() {
            throw new AssertionError("inspecting must not close");
        }
    }
}
