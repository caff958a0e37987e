package dev.doorbell.handover.generations;

import dev.doorbell.descriptors.posix.ByteText;
import dev.doorbell.handover.Handover;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The command by which this process was started. */
final class OwnCommand {
    private static final Path LINUX = Path.of("/proc/self/cmdline");

    private OwnCommand() {}

    /**
     * Reads the command.
     *
     * @throws IllegalStateException if the system does not tell
     */
    static List<String> read() throws IOException {
        // the JDK's own reader of this file leaves a long command out
        List<String> command = Files.exists(LINUX) ? fromProc() : fromHandle();
        return isUsable(command) ? command : withFoundProgram(command);
    }

    private static List<String> fromProc() throws IOException {
        String all = Files.readString(LINUX, StandardCharsets.ISO_8859_1);
        // each ends with NUL
        return Stream.of(all.split("\0", -1))
                .limit(all.chars().filter(byteOf -> byteOf == 0).count())
                .map(ByteText::decoded)
                .toList();
    }

    private static List<String> fromHandle() {
        ProcessHandle.Info info = ProcessHandle.current().info();
        List<String> command = new ArrayList<>();
        command.add(info.command().orElseThrow(OwnCommand::unknown));
        command.addAll(List.of(info.arguments().orElseThrow(OwnCommand::unknown)));
        return command;
    }

    private static boolean isUsable(List<String> command) throws IOException {
        try {
            new Handover(command).checkCommand();
            return true;
        } catch (NoSuchFileException | AccessDeniedException notFound) {
            return false;
        }
    }

    /** The name of a process is whatever its starter has given, such as {@code java} without {@code PATH}. */
    private static List<String> withFoundProgram(List<String> command) {
        List<String> found = new ArrayList<>(command);
        Optional<String> program = ProcessHandle.current().info().command();
        found.set(0, program.orElseThrow(OwnCommand::unknown));
        return found;
    }

    private static IllegalStateException unknown() {
        return new IllegalStateException(
                "cannot find out the command of this process: the system does not tell. Give one with command().");
    }
}
