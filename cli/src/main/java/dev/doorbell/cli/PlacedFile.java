package dev.doorbell.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is written under a hidden name, takes its own, and can give it back to the one that had it. */
final class PlacedFile {
    private final Path path;
    private final Path hidden;
    private final Path old;
    private boolean isKept;
    private boolean isNew;

    PlacedFile(Path folder, String name, String hiddenName) {
        path = folder.resolve(name);
        hidden = folder.resolve(hiddenName);
        old = folder.resolve(hiddenName + "-old");
    }

    /** Where the file is that had the name, until it is put back. */
    Path old() {
        return old;
    }

    void write(String text) throws IOException {
        Files.write(hidden, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
    }

    /** Moving replaces a link rather than what it leads to. */
    Path show(boolean force) throws IOException {
        if (force && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            keep();
        } else {
            takeName();
        }
        return Files.move(hidden, path, StandardCopyOption.ATOMIC_MOVE);
    }

    private void keep() throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new UnitOutput.Refusal(path + " is a folder. Remove it, or choose another.");
        }
        if (!isLinked()) {
            Files.move(path, old, StandardCopyOption.ATOMIC_MOVE);
        }
        isKept = true;
    }

    /** With a second link there is no moment without the file, but not every file and file system can have one. */
    private boolean isLinked() {
        try {
            return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                    && Files.createLink(old, path).equals(old);
        } catch (UnsupportedOperationException | IOException none) {
            return false;
        }
    }

    /** With an empty file, as moving would replace one that has come since anybody looked. */
    private void takeName() throws IOException {
        try {
            Files.createFile(path);
            isNew = true;
        } catch (FileAlreadyExistsException there) {
            throw new UnitOutput.Refusal(path + " is there already. Use --force to overwrite it.", there);
        }
    }

    void putBack() throws IOException {
        if (isNew) {
            Files.deleteIfExists(path);
        }
        if (isKept) {
            Files.move(old, path, StandardCopyOption.ATOMIC_MOVE);
            // two links to one file are not moved over each other
            Files.deleteIfExists(old);
            isKept = false;
        }
    }

    /** Once all have their names. */
    void forgetOld() {
        isKept = false;
        delete(old);
    }

    void deleteHidden() {
        delete(hidden);
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException left) {
            // it is in nobody's way
        }
    }
}
