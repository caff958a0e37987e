package dev.doorbell.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program {@code private_systemd.py}, which boots a {@link PrivateSystemd} and leaves nothing of it behind. */
final class PrivateSystemdLauncher implements AutoCloseable {
    private static final String SCRIPT = Paths.script("private_systemd.py");

    private final Program program;

    private PrivateSystemdLauncher(Program program) {
        this.program = program;
    }

    static PrivateSystemdLauncher start(Path root, String network) throws IOException {
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private", "--"));
        command.addAll(List.of("python3", SCRIPT, root.toString(), network));
        visible().forEach(path -> command.add(path.toString()));
        return new PrivateSystemdLauncher(Program.start(command));
    }

    /** What the programs of the tests are made of. */
    private static List<Path> visible() throws IOException {
        List<Path> paths = new ArrayList<>();
        paths.add(Paths.ROOT.toRealPath());
        paths.add(Path.of(System.getProperty("java.home")).toRealPath());
        // where Debian's JDK has links to
        addIfThere(paths, Path.of("/etc/java-" + Runtime.version().feature() + "-openjdk"));
        addIfThere(paths, Path.of(System.getProperty("user.home"), ".m2", "repository"));
        return paths;
    }

    private static void addIfThere(List<Path> paths, Path path) throws IOException {
        if (Files.isDirectory(path)) {
            paths.add(path.toRealPath());
        }
    }

    /** The process that becomes systemd, or is it already, by its number outside. */
    long awaitInit() throws InterruptedException {
        return Long.parseLong(program.outLine("init ").substring("init ".length()));
    }

    boolean isAlive() {
        return program.isAlive();
    }

    /** What the manager said. */
    List<String> console() {
        return program.out();
    }

    /** For a message. */
    String said() {
        List<String> lines = new ArrayList<>(program.out());
        lines.addAll(program.err());
        return String.join("\n", lines);
    }

    /** The end of its standard input is the end of systemd, with all its processes. */
    @Override
    public void close() throws IOException {
        program.closeInput();
        try (program) {
            if (program.exitCode() != 0) {
                throw new IOException("not all of the private systemd is gone: " + program.err());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
