package dev.doorbell.agent.adoption;

import dev.doorbell.descriptors.jdk.Epoll;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The epoll descriptors of the process that watch a number, as {@code /proc/self/fdinfo} lists them. Empty where there is no
 * such folder.
 */
final class EpollWatches {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path FACTS = Path.of("/proc/self/fdinfo");
    private static final Path EPOLL = Path.of("anon_inode:[eventpoll]");
    private static final int HEXADECIMAL = 16;

    private final int number;
    private final List<Watch> watches = new ArrayList<>();

    /**
     * One of them.
     *
     * @param epoll its number
     * @param events what it waits for
     */
    private record Watch(int epoll, int events) {}

    private EpollWatches(int number) {
        this.number = number;
    }

    static EpollWatches of(int number) throws IOException {
        EpollWatches found = new EpollWatches(number);
        if (Files.isDirectory(FACTS)) {
            try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
                for (Path descriptor : descriptors) {
                    found.look(descriptor);
                }
            }
        }
        return found;
    }

    private void look(Path descriptor) {
        try {
            if (Files.readSymbolicLink(descriptor).equals(EPOLL)) {
                Path facts = FACTS.resolve(descriptor.getFileName());
                for (String line : Files.readAllLines(facts, StandardCharsets.ISO_8859_1)) {
                    read(
                            Integer.parseInt(descriptor.getFileName().toString()),
                            line.trim().split("[: ]+"));
                }
            }
        } catch (IOException closedMeanwhile) {
            // it watches nothing any more
        }
    }

    /** {@code tfd:        5 events:       19 data:                5}, see {@code proc_pid_fdinfo(5)}. */
    private void read(int epoll, String[] words) {
        if (words.length > 3 && words[0].equals("tfd") && words[1].equals(String.valueOf(number))) {
            watches.add(new Watch(epoll, Integer.parseUnsignedInt(words[3], HEXADECIMAL)));
        }
    }

    void end() throws IOException {
        for (Watch watch : watches) {
            Epoll.remove(watch.epoll(), number);
        }
    }

    /** Also where another file is under the number now. */
    void resume() throws IOException {
        for (Watch watch : watches) {
            Epoll.add(watch.epoll(), number, watch.events());
        }
    }
}
