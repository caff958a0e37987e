package dev.doorbell.provider.fallback;

import dev.doorbell.descriptors.unix.SocketLife;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.OperatingSystem;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The file that a UNIX socket leaves behind when its program dies. It is replaced only after the kernel has said that no
 * program has it open. A live socket, and a file that is not a socket, are errors and stay. The caller holds the
 * {@link StartersLock}.
 */
final class StaleSocket {
    /** The time that a program may take from {@code bind(2)} to {@code listen(2)} where the kernel cannot be asked. */
    private static final int MILLIS_TO_LISTEN = 2_000;

    /** The time that a backlog may be full there. */
    private static final int MILLIS_TO_ACCEPT = 3_000;

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
        } catch (BindException told) {
            throw told;
        } catch (IOException refused) {
            throw BindFailure.of(spec, address, refused);
        }
    }

    /** Removes the file that was found, and no other that a program without the lock has put there since. */
    static void remove(ListenerSpec spec, Address.File address, SocketFile stale) throws IOException {
        if (!stale.isAlsoAt(address.path())) {
            throw inUse(spec, address, "a live socket is there");
        }
        Files.delete(address.path());
    }

    static void checkIsSocketOrNothing(ListenerSpec spec, Address.File address) throws IOException {
        if (Files.exists(address.path(), LinkOption.NOFOLLOW_LINKS)) {
            checkIsSocket(spec, address);
        }
    }

    /** Checks the file: a connect to a FIFO or a device is refused too, and must not look like a stale socket. */
    private static void checkIsSocket(ListenerSpec spec, Address.File address) throws IOException {
        if (!FileKind.isSocket(address.path())) {
            String why = FileKind.describe(address.path()) + " is there, not a socket that could be replaced";
            throw BindFailure.of(spec, address, why, "Move it away, or use another path.");
        }
    }

    private static void checkIsDead(ListenerSpec spec, Address.File address, SocketFile found) throws IOException {
        Optional<String> life = signOfLife(address.path());
        if (life.isEmpty()) {
            life = switch (SocketLife.at(address.path())) {
                case STALE -> life;
                case OPEN ->
                    Optional.of("a socket is there that may be in use (it is open, and refuses connections now)");
                case UNKNOWN -> signOfLifeWithoutJna(spec, address, found);
            };
        }
        if (life.isPresent()) {
            // another program may have removed it: NoSuchFileException
            SocketFile.at(address.path());
            throw inUse(spec, address, life.get());
        }
    }

    /** Probes a socket that refuses again: its program may be starting, and not listen yet. */
    private static Optional<String> signOfLifeWithoutJna(ListenerSpec spec, Address.File address, SocketFile found)
            throws IOException {
        boolean refusesWhenBusy = refusesWhenBusy(OperatingSystem.current());
        long start = System.nanoTime();
        Optional<String> life = Optional.empty();
        while (life.isEmpty()
                && (refusesWhenBusy
                        ? System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(MILLIS_TO_ACCEPT)
                        : found.isYoungerThan(MILLIS_TO_LISTEN))) {
            LockSupport.parkNanos(NANOS_BETWEEN_PROBES);
            life = signOfLife(address.path());
        }
        if (life.isEmpty() && refusesWhenBusy) {
            throw BindFailure.of(
                    spec,
                    address,
                    "a socket is there that refuses connections, as one does here that is"
                            + " busy and one that no program has open",
                    "Add net.java.dev.jna:jna, which tells them apart; or"
                            + " remove the file if its program has ended.");
        }
        return life;
    }

    /** Returns whether a busy socket refuses. XNU and the BSDs refuse a connection to a full backlog: {@code sonewconn()}. Linux lets it wait. */
    static boolean refusesWhenBusy(OperatingSystem system) {
        return system != OperatingSystem.LINUX && system != OperatingSystem.WINDOWS;
    }

    /** Probes a socket. Only a refusal may mean that no program has it open: not a missing permission, nor another type. */
    private static Optional<String> signOfLife(Path path) throws IOException {
        // a probe that cannot be made says nothing about the socket
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false);
            return answer(probe, path);
        }
    }

    private static Optional<String> answer(SocketChannel probe, Path path) throws IOException {
        try {
            probe.connect(UnixDomainSocketAddress.of(path));
            return Optional.of("a live socket is there");
        } catch (ConnectException refused) {
            return Optional.empty();
        } catch (SocketException other) {
            return Optional.of("a socket is there that may be in use (" + other.getMessage() + ")");
        }
    }

    private static BindException inUse(ListenerSpec spec, Address address, String why) {
        return BindFailure.of(spec, address, why, "Stop the program that listens there, or use another path.");
    }
}
