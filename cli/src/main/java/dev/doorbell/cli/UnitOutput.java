package dev.doorbell.cli;

import dev.doorbell.units.UnitFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Where unit files go. */
final class UnitOutput {
    private final Path folder;
    private final boolean force;

    /** What was made and would stay if the rest failed. */
    private final List<Path> made = new ArrayList<>();

    UnitOutput(Path folder, boolean force) {
        this.folder = folder;
        this.force = force;
    }

    /** One file as it is, so that it can be redirected; several below their names. */
    static void print(List<UnitFile> files, PrintWriter out) throws IOException {
        String separator = "";
        for (UnitFile file : files) {
            out.print(separator);
            if (files.size() > 1) {
                out.print("# " + file.name() + "\n");
            }
            out.print(file.text());
            separator = "\n";
        }
        if (out.checkError()) {
            throw new IOException("Standard output takes no more. Write to a folder with --output DIR.");
        }
    }

    /** Makes the folder if need be. Either all of the files are there in the end, or those that were there before. */
    List<Path> write(List<UnitFile> files) throws IOException {
        for (UnitFile file : files) {
            refuse(folder.resolve(file.name()));
        }
        try {
            Files.createDirectories(folder);
            List<Path> paths = writeBeside(files);
            made.clear();
            return paths;
        } catch (IOException refused) {
            throw new IOException(
                    "Cannot write to " + folder + ": " + reason(refused) + ". Choose another folder.", refused);
        } finally {
            removeMade();
        }
    }

    private void removeMade() {
        for (Path path : made) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException left) {
                // what it failed for is told
            }
        }
    }

    /** The messages of some are but a path. */
    private static String reason(IOException refused) {
        if (refused instanceof FileAlreadyExistsException) {
            return "it is no folder";
        }
        if (refused instanceof AccessDeniedException) {
            return "this account may not";
        }
        if (refused instanceof NoSuchFileException) {
            return "it cannot be made";
        }
        String reason = refused instanceof FileSystemException one ? one.getReason() : refused.getMessage();
        return reason == null ? refused.toString() : reason;
    }

    private void refuse(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!force) {
            throw new IOException(path + " is there already. Use --force to overwrite it.");
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(path + " is a folder. Remove it, or choose another.");
        }
    }

    /** A full disk is found before any file has its name, and a link is replaced rather than what it leads to. */
    private List<Path> writeBeside(List<UnitFile> files) throws IOException {
        List<Path> beside = new ArrayList<>();
        for (UnitFile file : files) {
            // no name of a unit, so that a service manager does not see it, and shorter than one
            Path hidden = folder.resolve(".doorbell-" + ProcessHandle.current().pid() + "-" + beside.size());
            made.add(hidden);
            beside.add(hidden);
            Files.write(hidden, file.text().getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
        }
        List<Path> paths = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Path path = folder.resolve(files.get(i).name());
            boolean replaces = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
            Files.move(beside.get(i), path, StandardCopyOption.ATOMIC_MOVE);
            if (!replaces) {
                made.add(path);
            }
            paths.add(path);
        }
        return paths;
    }
}
