package dev.doorbell.cli.activator;

import dev.doorbell.spec.ListenerSpec;
import java.util.List;
import java.util.Optional;

/**
 * What is to be started, and when.
 *
 * @param specs the listeners
 * @param program the program
 * @param mode who takes the connections
 */
public record Activation(List<ListenerSpec> specs, Program program, Mode mode) {
    /** Who takes the connections. */
    public sealed interface Mode {}

    /**
     * The program does, from the listeners.
     *
     * @param now whether it starts at once, and not with the first connection
     * @param restart how often it may be started when it has ended and somebody connects; empty if it is started once
     */
    public record Listening(boolean now, Optional<StartLimit> restart) implements Mode {}

    /**
     * The activator does, and each gets a program of its own.
     *
     * @param most how many of them run at a time; further connections wait
     */
    public record Accepting(int most) implements Mode {
        /** What systemd has for {@code MaxConnections=}. */
        public static final int DEFAULT_MOST = 64;
    }
}
