package dev.doorbell.spec;

import java.util.OptionalInt;

/**
 * What a spec asks of a listener beyond its address. They apply where Doorbell binds it; a service manager has its own
 * settings for them ({@code Backlog=}, {@code SocketMode=}, {@code ReusePort=} of {@code systemd.socket(5)}), and an
 * adopted listener keeps those.
 *
 * @param backlog how many connections may wait to be accepted, at least 1; empty for 4096, which the kernel cuts to its
 *     own limit ({@code listen(2)})
 * @param mode the access mode of the file that is created, 0 to 0777; empty for what the umask leaves
 * @param reusePort whether several sockets may be bound to the same address ({@code SO_REUSEPORT}, {@code socket(7)})
 */
public record ListenerOptions(OptionalInt backlog, OptionalInt mode, boolean reusePort) {
    /** Nothing asked for. */
    public static final ListenerOptions NONE = new ListenerOptions(OptionalInt.empty(), OptionalInt.empty(), false);

    static final int LARGEST_MODE = 0777;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the backlog is below 1 or the mode is not within 0 to 0777
     */
    public ListenerOptions {
        if (backlog.isPresent() && backlog.getAsInt() < 1) {
            throw new IllegalArgumentException("A backlog is 1 or more, not " + backlog.getAsInt() + ".");
        }
        if (mode.isPresent() && (mode.getAsInt() < 0 || mode.getAsInt() > LARGEST_MODE)) {
            throw new IllegalArgumentException(
                    "A mode is 0 to 0777 in octal, not 0" + Integer.toOctalString(mode.getAsInt()) + ".");
        }
    }

    ListenerOptions withBacklog(int connections) {
        return new ListenerOptions(OptionalInt.of(connections), mode, reusePort);
    }

    ListenerOptions withMode(int bits) {
        return new ListenerOptions(backlog, OptionalInt.of(bits), reusePort);
    }

    ListenerOptions withReusePort(boolean reuse) {
        return new ListenerOptions(backlog, mode, reuse);
    }

    /** As the query of a spec's URI, with the question mark; empty where nothing is asked for. */
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
