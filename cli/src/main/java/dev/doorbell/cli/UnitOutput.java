package dev.doorbell.cli;

import dev.doorbell.units.UnitFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Where unit files go. */
final class UnitOutput {
    private UnitOutput() {}

    /** One file as it is, so that it can be redirected; several below their names. */
    static void print(List<UnitFile> files, PrintWriter out) {
        String separator = "";
        for (UnitFile file : files) {
            out.print(separator);
            if (files.size() > 1) {
                out.print("# " + file.name() + "\n");
            }
            out.print(file.text());
            separator = "\n";
        }
        out.flush();
    }

    /** Makes the folder if need be; without force, all of the files or none. */
    static List<Path> write(List<UnitFile> files, Path folder, boolean force) throws IOException {
        List<Path> paths = new ArrayList<>();
        for (UnitFile file : files) {
            Path path = folder.resolve(file.name());
            if (!force && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw isThere(path);
            }
            paths.add(path);
        }
        Files.createDirectories(folder);
        for (int i = 0; i < paths.size(); i++) {
            write(paths.get(i), files.get(i).text(), force);
        }
        return paths;
    }

    private static void write(Path path, String text, boolean force) throws IOException {
        OpenOption[] options = force
                ? new OpenOption[] {
                    StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
                }
                : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
        try {
            Files.writeString(path, text, StandardCharsets.UTF_8, options);
        } catch (FileAlreadyExistsException appeared) {
            throw isThere(path);
        }
    }

    private static IOException isThere(Path path) {
        return new IOException(path + " is there already. Use --force to overwrite it.");
    }
}
