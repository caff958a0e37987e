package dev.doorbell.agent.adoption;

import dev.doorbell.descriptors.jdk.Epoll;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The events for which the epoll descriptors of the process watch some numbers, as {@code /proc/self/fdinfo} lists them. */
final class EpollWatches {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path FACTS = Path.of("/proc/self/fdinfo");
    private static final Path EPOLL = Path.of("anon_inode:[eventpoll]");
    private static final int HEXADECIMAL = 16;

    /** Nothing but EPOLLERR and EPOLLHUP, of which epoll always tells: once each, by EPOLLET. */
    private static final int NO_EVENTS = 1 << 31;

    private static final int ALWAYS = 0x18;

    private final Set<Integer> numbers;
    private final List<Watch> watches = new ArrayList<>();

    /**
     * One of them.
     *
     * @param epoll the epoll descriptor
     * @param number what it watches
     * @param events what it waits for
     */
    private record Watch(int epoll, int number, int events) {}

    private EpollWatches(Set<Integer> numbers) {
        this.numbers = numbers;
    }

    /** Loads what is needed later. */
    static void prepare() throws IOException {
        EpollWatches none = of(Set.of());
        none.watches.add(new Watch(-1, -1, NO_EVENTS));
        none.active().pause();
    }

    /** Returns all of them: none on a system without {@code /proc}. */
    static EpollWatches of(Set<Integer> numbers) throws IOException {
        EpollWatches found = new EpollWatches(Set.copyOf(numbers));
        if (Files.isDirectory(FACTS)) {
            for (int descriptor : OwnDescriptors.numbers()) {
                found.look(descriptor);
            }
        }
        return found;
    }

    private void look(int descriptor) throws IOException {
        String name = String.valueOf(descriptor);
        try {
            if (Files.readSymbolicLink(DESCRIPTORS.resolve(name)).equals(EPOLL)) {
                for (String line : Files.readAllLines(FACTS.resolve(name), StandardCharsets.ISO_8859_1)) {
                    read(descriptor, line.trim().split("[: ]+"));
                }
            }
        } catch (NoSuchFileException closedMeanwhile) {
            // it watches nothing any more
        }
    }

    /** {@code tfd:        5 events:       19 data:                5}, see {@code proc_pid_fdinfo(5)}. */
    private void read(int epoll, String[] words) {
        if (words.length > 3 && words[0].equals("tfd") && numbers.contains(Integer.valueOf(words[1]))) {
            watches.add(new Watch(epoll, Integer.parseInt(words[1]), Integer.parseUnsignedInt(words[3], HEXADECIMAL)));
        }
    }

    /** Returns those that wait for an event. */
    EpollWatches active() {
        EpollWatches active = new EpollWatches(numbers);
        for (Watch watch : watches) {
            if (watch.events() != (NO_EVENTS | ALWAYS)) {
                active.watches.add(watch);
            }
        }
        return active;
    }

    boolean isEmpty() {
        return watches.isEmpty();
    }

    /** Lets each wait for no event. The entries stay: Netty 4.1 removes its own, and fails if there is none. */
    void pause() throws IOException {
        for (Watch watch : watches) {
            Epoll.modify(watch.epoll(), watch.number(), NO_EVENTS);
        }
    }

    /** Lets each of some numbers be waited for as before. */
    void resume(Set<Integer> open) throws IOException {
        for (Watch watch : watches) {
            if (open.contains(watch.number())) {
                Epoll.modify(watch.epoll(), watch.number(), watch.events());
            }
        }
    }

    /** Makes them for the files that are under the numbers now. */
    void add() throws IOException {
        for (Watch watch : watches) {
            Epoll.add(watch.epoll(), watch.number(), watch.events());
        }
    }
}
