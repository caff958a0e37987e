package dev.doorbell.cli;

import dev.doorbell.units.UnitFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Where unit files go. */
final class UnitOutput {
    private final Path folder;
    private final boolean force;

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
        try {
            StaleSockets.refuse(folder, files);
            Files.createDirectories(folder);
            return new FilesTogether(folder, force).write(files);
        } catch (Refusal whole) {
            throw whole;
        } catch (IOException refused) {
            throw new IOException(
                    "Cannot write to " + folder + ": " + reason(refused) + ". Choose another folder.", refused);
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

    /** What is told in its own words. */
    static final class Refusal extends IOException {
        private static final long serialVersionUID = 1;

        Refusal(String message) {
            super(message);
        }

        Refusal(String message, IOException cause) {
            super(message, cause);
        }
    }
}
