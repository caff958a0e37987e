package dev.doorbell.benchmarks.programs;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.Objects;

/** The JDK's own way, for one descriptor: inetd's, which is standard input. */
public final class WithInheritedChannel {
    private WithInheritedChannel() {}

    /**
     * Takes it, and answers.
     *
     * @param args unused
     */
    public static void main(String[] args) throws IOException {
        try (ServerSocketChannel listener =
                (ServerSocketChannel) Objects.requireNonNull(System.inheritedChannel(), "no listener")) {
            Answer.first(listener);
        }
    }
}
