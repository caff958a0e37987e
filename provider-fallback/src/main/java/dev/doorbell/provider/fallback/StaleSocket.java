package dev.doorbell.provider.fallback;

import dev.doorbell.Address;
import dev.doorbell.ListenerSpec;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The file that a UNIX socket leaves behind when its program dies. It is replaced only after a connect shows that nobody
 * lives there; a live socket, and a file that is no socket, are errors and stay.
 */
final class StaleSocket {
    /** How long a program may take from {@code bind(2)} to {@code listen(2)} before its socket is taken for stale. */
    private static final int MILLIS_TO_LISTEN = 200;

    private static final int NANOS_BETWEEN_PROBES = 5_000_000;

    private StaleSocket() {}

    static void clear(ListenerSpec spec, Address.File address) throws IOException {
        try {
            SocketFile found = SocketFile.at(address.path());
            checkIsSocket(spec, address);
            checkIsDead(spec, address, found);
            remove(spec, address, found);
        } catch (NoSuchFileException nothingThere) {
            // as wanted
        } catch (FileSystemException refused) {
            throw BindFailure.of(spec, address, refused);
        }
    }

    /** Removes the file that was found, and no other that was put there since. */
    static void remove(ListenerSpec spec, Address.File address, SocketFile stale) throws IOException {
        RemovalTurn turn = takeTurn(spec, address);
        try {
            if (!stale.isAlsoAt(address.path())) {
                throw inUse(spec, address, "a live socket is there");
            }
            Files.delete(address.path());
        } finally {
            turn.end();
        }
    }

    private static RemovalTurn takeTurn(ListenerSpec spec, Address.File address) throws IOException {
        try {
            return RemovalTurn.take(address.path());
        } catch (FileAlreadyExistsException taken) {
            throw BindFailure.of(spec, address, "another program that starts now replaces it", "Start one of them.");
        }
    }

    /** A connect to a FIFO or a device is refused too, and those must not be taken for a stale socket. */
    private static void checkIsSocket(ListenerSpec spec, Address.File address) throws IOException {
        if (!FileKind.isSocket(address.path())) {
            String why = FileKind.describe(address.path()) + " is there, not a socket that could be replaced";
            throw BindFailure.of(spec, address, why, "Move it away, or use another path.");
        }
    }

    /** A new socket that refuses is asked again: its program may be starting, and not listen yet. */
    private static void checkIsDead(ListenerSpec spec, Address.File address, SocketFile found) throws IOException {
        String life = signOfLife(address.path());
        while (life == null && found.isYoungerThan(MILLIS_TO_LISTEN)) {
            LockSupport.parkNanos(NANOS_BETWEEN_PROBES);
            life = signOfLife(address.path());
        }
        if (life != null) {
            throw inUse(spec, address, life);
        }
    }

    /** Nothing but a refusal shows that nobody lives there: not a full backlog, nor a missing right to connect. */
    private static @Nullable String signOfLife(Path path) throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            return "a live socket is there";
        } catch (ConnectException refused) {
            return null;
        } catch (SocketException other) {
            // another program that starts may have removed it: NoSuchFileException
            SocketFile.at(path);
            return "a socket is there that may be in use (" + other.getMessage() + ")";
        }
    }

    private static BindException inUse(ListenerSpec spec, Address.File address, String why) {
        return BindFailure.of(spec, address, why, "Stop the program that listens there, or use another path.");
    }
}
