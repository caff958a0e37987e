package dev.doorbell.junit.resources;

import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.handover.Handover;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A shell that outlives this JVM for a moment: when the pipe between them ends, however the JVM ended, it kills the programs that
 * still run, and removes the directory of the sockets. One for each JVM.
 */
public final class ResourceReaper {
    /**
     * In a process group of its own, and without the signals of a terminal, which end the JVM. On Linux, a variable tells
     * the descendants that have left the group of their program.
     */
    private static final String SCRIPT = """
            exec >/dev/null 2>&1
            trap '' HUP INT TERM
            groups=
            while read -r event group; do
                rest=
                for known in $groups; do
                    [ "$known" = "$group" ] || rest="$rest $known"
                done
                groups=$rest
                [ "$event" = ended ] || groups="$groups $group"
            done
            for group in $groups; do
                kill -9 "-$group"
            done
            for environ in $(LC_ALL=C grep -Fls "DOORBELL_JUNIT=$1/" /proc/[0-9]*/environ); do
                process=${environ%/environ}
                kill -9 "${process#/proc/}"
            done
            rm -rf "$1"
            """;

    /** Short: a socket's path has at most 102 bytes on macOS, whose own temporary directory takes half of them. */
    private static final Path SHORT = Path.of("/tmp");

    private static @Nullable ResourceReaper instance;

    private final Path directory;
    private final Pipe.SinkChannel events;

    private ResourceReaper() throws IOException {
        directory = Files.isWritable(SHORT)
                ? Files.createTempDirectory(SHORT, "doorbell")
                : Files.createTempDirectory("doorbell");
        Pipe pipe = Pipe.open();
        events = pipe.sink();
        try (Pipe.SourceChannel source = pipe.source()) {
            int number = RawDescriptors.duplicate(source);
            try {
                Process unused = new Handover(List.of("/bin/sh", "-c", SCRIPT, "sh", directory.toString()))
                        .processGroup()
                        .withoutEnvironment(Leftovers.VARIABLE)
                        .standardStreams(number)
                        .start();
            } finally {
                RawDescriptors.close(number);
            }
        }
    }

    /**
     * {@return the reaper of this JVM, which is started when it is first asked for}
     *
     * @throws IOException if it cannot be started
     */
    public static synchronized ResourceReaper instance() throws IOException {
        ResourceReaper known = instance;
        if (known == null) {
            known = new ResourceReaper();
            instance = known;
        }
        return known;
    }

    /** {@return the directory that it removes} */
    public Path directory() {
        return directory;
    }

    /**
     * Notes a program that is to be killed with everything in its process group.
     *
     * @param pid its process id
     */
    public void started(long pid) {
        tell("started " + pid);
    }

    /**
     * Forgets a program, whose pid may be another's from now on.
     *
     * @param pid its process id
     */
    public void ended(long pid) {
        tell("ended " + pid);
    }

    private synchronized void tell(String event) {
        try {
            ByteBuffer line = ByteBuffer.wrap((event + "\n").getBytes(StandardCharsets.US_ASCII));
            while (line.hasRemaining()) {
                int unused = events.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot reach the shell that ends programs after this JVM", e);
        }
    }
}
