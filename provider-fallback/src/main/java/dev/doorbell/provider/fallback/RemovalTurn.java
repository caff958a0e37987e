package dev.doorbell.provider.fallback;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The turn to remove a stale socket: of several programs that start at once, one has it. Without it, one that found the
 * socket stale could remove what another has put in its place since.
 *
 * <p>It is a directory next to the socket: making one is atomic, between threads as between processes.
 */
final class RemovalTurn {
    /** It takes a few system calls. One that lasts longer was left by a program that died in the midst of them. */
    private static final int LONGEST_MILLIS = 2_000;

    private final Path directory;

    private RemovalTurn(Path directory) {
        this.directory = directory;
    }

    /**
     * Takes the turn.
     *
     * @throws FileAlreadyExistsException if another program has it
     * @throws IOException if the operating system refuses
     */
    static RemovalTurn take(Path socket) throws IOException {
        Path directory = socket.resolveSibling("." + socket.getFileName() + ".doorbell");
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException taken) {
            if (SocketFile.at(directory).isYoungerThan(LONGEST_MILLIS)) {
                throw taken;
            }
            Files.deleteIfExists(directory);
            Files.createDirectory(directory);
        }
        return new RemovalTurn(directory);
    }

    void end() throws IOException {
        Files.delete(directory);
    }
}
