package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sockets that are open in this process. Linux alone. */
final class OpenDescriptors {
    static {
        try {
            // the JDK keeps one for itself from its first channel on
            ServerSocketChannel.open().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OpenDescriptors() {}

    static List<String> sockets() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.map(OpenDescriptors::target)
                    .filter(target -> target.startsWith("socket:"))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    /** Runs something that fails, and shows that it left no socket behind. */
    static void assertNoneLeftBy(Attempt attempt) throws IOException {
        List<String> before = sockets();
        attempt.run();
        assertThat(sockets()).as("sockets that are left behind").isEqualTo(before);
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    /** A call that may throw anything of the file system. */
    interface Attempt {
        void run() throws IOException;
    }
}
