package dev.doorbell.junit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The output of a program and of those that were started before it, in a file: no thread of this JVM has to keep up with it. */
final class ProgramOutput {
    private static final int LAST_LINES = 40;

    private final Path file;
    private long published;

    ProgramOutput(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** {@return all of it; a character that is cut in two is replaced} */
    String all() {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            return "(cannot read the output: " + e + ")";
        }
    }

    /** {@return the last lines} */
    List<String> lastLines() {
        List<String> lines = all().lines().toList();
        return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    }

    /** {@return what has been written since the last call} */
    synchronized String sinceLastReport() {
        String all = all();
        String added = all.substring((int) Math.min(published, all.length()));
        published = all.length();
        return added;
    }
}
