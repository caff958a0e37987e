package dev.doorbell.cli;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.doorbell.units.UnitFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.StringUtils;

/** The destination of unit files. */
final class UnitOutput {
    private final Path directory;
    private final boolean force;

    UnitOutput(Path directory, boolean force) {
        this.directory = directory;
        this.force = force;
    }

    /** Prints one file as it is, so that it can be redirected; several with their names above. */
    static void print(List<UnitFile> files, PrintWriter out) throws IOException {
        String separator = "";
        for (UnitFile file : files) {
            out.print(separator);
            out.print(files.size() > 1 ? "# " + file.name() + "\n" : "");
            out.print(file.text());
            separator = "\n";
        }
        if (out.checkError()) {
            throw new IOException("cannot write to standard output. Write to a directory with --output DIR.");
        }
    }

    /**
     * Writes the files. If one is in the way or cannot be written, all files stay as they were. If one cannot be put in its
     * place, those before it are new.
     *
     * @return their paths
     * @throws IOException if that fails; the message names those that are new
     */
    List<Path> write(List<UnitFile> files) throws IOException {
        List<Path> placed = new ArrayList<>();
        Optional<String> obstacle;
        try {
            obstacle = obstacle(files);
            if (obstacle.isEmpty()) {
                place(files, placed);
                return placed;
            }
        } catch (IOException e) {
            String done = placed.isEmpty() ? "" : " These are written: " + StringUtils.join(placed, ", ") + ".";
            throw new IOException(
                    "cannot write to " + directory + ": " + reason(e) + "." + done
                            + (isInTheWay(e) ? " Use --force to overwrite it." : " Choose another directory."),
                    e);
        }
        throw new IOException(obstacle.get());
    }

    private Optional<String> obstacle(List<UnitFile> files) throws IOException {
        List<Path> leftovers = LeftoverUnits.in(directory, files);
        if (!leftovers.isEmpty()) {
            return Optional.of("Other sockets of this service exist: " + StringUtils.join(leftovers, ", ")
                    + ". Stop and remove them, or choose another directory.");
        }
        for (UnitFile file : files) {
            Path path = directory.resolve(file.name());
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(path + " is a directory. Remove it, or choose another directory.");
            }
            if (!force && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(path + " exists already. Use --force to overwrite it.");
            }
        }
        return Optional.empty();
    }

    /** Writes beside and renames: a full disk is found before, and a rename replaces a link rather than its target. */
    private void place(List<UnitFile> files, List<Path> placed) throws IOException {
        if (!Files.isDirectory(directory)) {
            // which JDK 17 to 19 refuse to do for a link to a directory
            Files.createDirectories(directory);
        }
        Path beside = Files.createTempDirectory(directory, ".doorbell");
        try {
            for (UnitFile file : files) {
                Files.writeString(beside.resolve(file.name()), file.text());
            }
            for (UnitFile file : files) {
                Path path = directory.resolve(file.name());
                Path written = beside.resolve(file.name());
                placed.add(force ? Files.move(written, path, ATOMIC_MOVE) : Files.move(written, path));
            }
        } finally {
            for (UnitFile file : files) {
                beside.resolve(file.name()).toFile().delete();
            }
            beside.toFile().delete();
        }
    }

    /** Whether it is a unit file that another program has just written. */
    private boolean isInTheWay(IOException failure) {
        return failure instanceof FileAlreadyExistsException there
                && !Path.of(there.getFile()).equals(directory);
    }

    /** The message of many exceptions is only a path. */
    private String reason(IOException failure) {
        if (failure instanceof FileAlreadyExistsException there) {
            return isInTheWay(there) ? there.getFile() + " exists already" : "it is not a directory";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "it cannot be created";
        }
        String reason = failure instanceof FileSystemException one ? one.getReason() : failure.getMessage();
        return reason == null ? failure.toString() : reason;
    }
}
