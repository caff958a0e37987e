package dev.doorbell.cli;

import dev.doorbell.Address;
import dev.doorbell.Doorbell;
import dev.doorbell.Kind;
import dev.doorbell.Listener;
import dev.doorbell.Origin;
import dev.doorbell.spi.ListenerHandle;
import java.io.PrintWriter;
import java.nio.channels.Channel;
import java.util.List;
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
        return new Listener(name, kind, address, Origin.inherited("systemd", fd), new Untouchable());
    }

    static Listener withoutDescriptor(String name, Kind kind) {
        return new Listener(name, kind, null, Origin.bound("other"), new Untouchable());
    }

    private static final class Untouchable implements ListenerHandle {
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
