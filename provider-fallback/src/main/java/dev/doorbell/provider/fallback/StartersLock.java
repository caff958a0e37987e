package dev.doorbell.provider.fallback;

import dev.doorbell.Address;
import dev.doorbell.ListenerSpec;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The lock on a path, held from the first look at what is there until our socket listens. Without it, a program that found
 * the socket stale could remove what another has put in its place since, and a program that starts could take a socket for
 * stale that does not listen yet.
 *
 * <p>Between processes it is the lock of a {@link LockFile}, which ends with its process. Such a lock is the whole
 * process's, so between threads it is an entry of the system properties: copies of Doorbell in several class loaders share
 * nothing else.
 */
final class StartersLock implements Closeable {
    /** Binding takes a few system calls. A program that takes longer than this is stopped, or waits for something else. */
    private static final long LONGEST_WAIT_SECONDS = 10;

    private static final long NANOS_BETWEEN_TRIES = 2_000_000;

    private final String key;
    private @Nullable LockFile file;

    private StartersLock(String key) {
        this.key = key;
    }

    /**
     * Takes the lock, and waits for a program that has it.
     *
     * @throws java.net.BindException if that program keeps it for ten seconds
     * @throws IOException if the operating system refuses
     */
    static StartersLock take(ListenerSpec spec, Address.File address) throws IOException {
        Path directory = address.path().toAbsolutePath().getParent();
        Path real = directory == null ? address.path() : directory.toRealPath();
        Path socket = real.resolve(String.valueOf(address.path().getFileName()));
        StartersLock lock = new StartersLock("doorbell.binding." + socket);
        long start = System.nanoTime();
        // a thread that was interrupted would not wait: the interrupt is its caller's
        boolean interrupted = Thread.interrupted();
        try {
            while (!lock.tryToTake(socket)) {
                if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS)) {
                    throw BindFailure.of(
                            spec,
                            address,
                            "another program has been binding it for " + LONGEST_WAIT_SECONDS
                                    + " s, and does not get on",
                            "Stop that program, or use another path.");
                }
                LockSupport.parkNanos(NANOS_BETWEEN_TRIES);
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return lock;
    }

    /** The entry first: a second channel of the file would end the first one's lock when it is closed, fcntl(2). */
    private boolean tryToTake(Path socket) throws IOException {
        if (System.getProperties().putIfAbsent(key, "by this process") != null) {
            return false;
        }
        try {
            file = LockFile.tryToLock(socket);
            return file != null;
        } finally {
            if (file == null) {
                System.getProperties().remove(key);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (LockFile held = file) {
            file = null;
        } finally {
            System.getProperties().remove(key);
        }
    }
}
