package dev.doorbell.spec;

import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The options of a spec, which apply where Doorbell binds the listener. A service manager has its own settings for them ({@code Backlog=}, {@code SocketMode=}, {@code ReusePort=} of {@code systemd.socket(5)}), and an
 * adopted listener keeps those.
 */
public final class ListenerOptions {
    /** Options that ask for nothing. */
    public static final ListenerOptions NONE = new ListenerOptions(OptionalInt.empty(), OptionalInt.empty(), false);

    static final int LARGEST_MODE = 0777;

    private final OptionalInt backlog;
    private final OptionalInt mode;
    private final boolean reusePort;

    private ListenerOptions(OptionalInt backlog, OptionalInt mode, boolean reusePort) {
        this.backlog = backlog;
        this.mode = mode;
        this.reusePort = reusePort;
    }

    /**
     * {@return how many connections may wait to be accepted, at least 1; empty for 4096, which the kernel cuts to its own limit
     * ({@code listen(2)})}
     */
    public OptionalInt backlog() {
        return backlog;
    }

    /** {@return the access mode of the file that is created, 0 to 0777; empty for what the umask leaves} */
    public OptionalInt mode() {
        return mode;
    }

    /** {@return whether several sockets may be bound to the same address ({@code SO_REUSEPORT}, {@code socket(7)})} */
    public boolean reusePort() {
        return reusePort;
    }

    ListenerOptions withBacklog(int connections) {
        if (connections < 1) {
            throw new IllegalArgumentException("expected a backlog of at least 1, got " + connections + ".");
        }
        return new ListenerOptions(OptionalInt.of(connections), mode, reusePort);
    }

    ListenerOptions withMode(int bits) {
        if (bits < 0 || bits > LARGEST_MODE) {
            throw new IllegalArgumentException(
                    "expected an octal mode from 0 to 0777, got 0" + Integer.toOctalString(bits) + ".");
        }
        return new ListenerOptions(backlog, OptionalInt.of(bits), reusePort);
    }

    ListenerOptions withReusePort(boolean reuse) {
        return new ListenerOptions(backlog, mode, reuse);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ListenerOptions that
                && backlog.equals(that.backlog)
                && mode.equals(that.mode)
                && reusePort == that.reusePort;
    }

    @Override
    public int hashCode() {
        return Objects.hash(backlog, mode, reusePort);
    }

    /** Returns the options as the query of a spec's URI, with the question mark; empty where nothing is asked for. */
    @Override
    public String toString() {
        StringBuilder query = new StringBuilder();
        if (mode.isPresent()) {
            query.append("&mode=0").append(Integer.toOctalString(mode.getAsInt()));
        }
        if (backlog.isPresent()) {
            query.append("&backlog=").append(backlog.getAsInt());
        }
        if (reusePort) {
            query.append("&reuseport=true");
        }
        return query.isEmpty() ? "" : "?" + query.substring(1);
    }
}
