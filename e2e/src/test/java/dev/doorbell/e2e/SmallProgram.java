package dev.doorbell.e2e;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The commands of the small programs in {@code dev.doorbell.e2e.programs}, on the library's jars and what they need. */
final class SmallProgram {
    private static final String OPENED = "java.base/sun.nio.ch=ALL-UNNAMED";

    private SmallProgram() {}

    /** The command, behind others. */
    static List<String> command(List<String> before, Class<?> program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(Paths.JAVA, "--add-opens", OPENED, "-cp", classPath(program), program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String classPath(Class<?> program) throws Exception {
        List<Path> entries = new ArrayList<>(Paths.libraries());
        entries.add(Path.of(
                program.getProtectionDomain().getCodeSource().getLocation().toURI()));
        entries.addAll(Paths.nativeLibraries());
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
