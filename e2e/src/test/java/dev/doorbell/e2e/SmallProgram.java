package dev.doorbell.e2e;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The commands of the small programs in {@code dev.doorbell.e2e.programs}, on the library's jars and what they need. */
public final class SmallProgram {
    /** The libraries that a user may leave out. */
    public static final Set<String> LIBRARIES = Set.of("jna", "jnr-unixsocket");

    private static final String OPENED = "java.base/sun.nio.ch=ALL-UNNAMED";

    private SmallProgram() {}

    /** The command, behind others. */
    public static List<String> command(List<String> before, Class<?> program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(before);
        command.addAll(with(LIBRARIES, List.of(), program, arguments));
        return command;
    }

    /** The command with some of the libraries, and options for java. */
    public static List<String> with(Set<String> libraries, List<String> options, Class<?> program, String... arguments)
            throws Exception {
        List<String> opened = new ArrayList<>(List.of("--add-opens", OPENED));
        opened.addAll(options);
        return bare(libraries, opened, program, arguments);
    }

    /** The command with no option but these. */
    public static List<String> bare(Set<String> libraries, List<String> options, Class<?> program, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(Paths.JAVA));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(libraries, program), program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String classPath(Set<String> libraries, Class<?> program) throws Exception {
        List<Path> entries = new ArrayList<>(Paths.libraries());
        entries.add(Path.of(
                program.getProtectionDomain().getCodeSource().getLocation().toURI()));
        for (String library : libraries) {
            entries.addAll(Paths.nativeLibrary(library));
        }
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
