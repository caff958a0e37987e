package dev.doorbell.provider.fallback;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The lock on a path, held from the first look at the existing file until the new socket listens. Without it, a program that found
 * the socket stale could remove what another has put in its place since, and a program that starts could take a socket for
 * stale that does not listen yet.
 *
 * <p>Between processes it is the lock of a {@link LockFile}, which ends with its process. Such a lock is the whole
 * process's, so between threads it is an entry of the system properties: copies of Doorbell in several class loaders share
 * nothing else.
 */
final class StartersLock {
    /** Binding takes a few system calls. A program that takes longer than this was stopped. */
    private static final long LONGEST_WAIT_SECONDS = 10;

    private static final long NANOS_BETWEEN_TRIES = 2_000_000;

    private final Path socket;
    private boolean entered;
    private @Nullable LockFile file;

    private StartersLock(Path socket) {
        this.socket = socket;
    }

    /**
     * Takes the lock, and waits for a program that has it.
     *
     * @throws java.net.BindException if that program keeps it for ten seconds
     * @throws IOException if the operating system refuses
     */
    static StartersLock take(ListenerSpec spec, Address.File address) throws IOException {
        StartersLock lock = new StartersLock(withoutLinks(address.path()));
        boolean taken = false;
        // an interrupted thread would not wait: the interrupt is for its caller
        boolean interrupted = Thread.interrupted();
        try {
            for (long start = System.nanoTime(); !taken; taken = lock.tryToTake()) {
                if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS)) {
                    throw tooLong(spec, address);
                }
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (!taken) {
                lock.giveUp();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return lock;
    }

    private static BindException tooLong(ListenerSpec spec, Address.File address) {
        return BindFailure.of(
                spec,
                address,
                "another program has been binding it for " + LONGEST_WAIT_SECONDS + " s",
                "Stop that program, or use another path.");
    }

    /** Resolves links, since several paths may lead to the directory. */
    private static Path withoutLinks(Path socket) throws IOException {
        Path directory = socket.toAbsolutePath().getParent();
        return directory == null ? socket : directory.toRealPath().resolve(socket.getFileName());
    }

    /**
     * Takes the lock if it is free.
     *
     * @return the lock, or null if another program has it
     * @throws IOException if the operating system refuses
     */
    static @Nullable StartersLock takeNow(Path socket) throws IOException {
        StartersLock lock = new StartersLock(withoutLinks(socket));
        boolean taken = false;
        try {
            taken = lock.tryToTake();
            return taken ? lock : null;
        } finally {
            if (!taken) {
                lock.giveUp();
            }
        }
    }

    /** Tries once, and waits a little where the lock is taken. */
    private boolean tryToTake() throws IOException {
        entered = entered || System.getProperties().putIfAbsent(key(), "by this process") == null;
        if (entered) {
            LockFile opened = file == null ? LockFile.open(socket) : file;
            file = opened;
            boolean locked = opened.tryToLock();
            boolean there = opened.isStillThere();
            if (locked && there) {
                return true;
            }
            if (!there) {
                // the program that had the lock has removed the file
                opened.close();
                file = null;
            }
        }
        LockSupport.parkNanos(NANOS_BETWEEN_TRIES);
        return false;
    }

    /** Ends the lock. A file that cannot be removed is not an error: the next start uses it, and removes it. */
    void end() {
        try {
            if (file != null) {
                file.remove();
            }
        } catch (IOException stays) {
            // as if the program had been killed
        } finally {
            giveUp();
        }
    }

    private void giveUp() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException closedAllTheSame) {
            // close(2) gives the descriptor up whatever it returns
        } finally {
            if (entered) {
                System.getProperties().remove(key());
            }
        }
    }

    private String key() {
        return "doorbell.binding." + socket;
    }
}
