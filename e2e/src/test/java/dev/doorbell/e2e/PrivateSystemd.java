package dev.doorbell.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A real systemd as PID 1 of namespaces of its own, which the machine's own never hears of. It runs on a view of a root
 * folder that takes all writes in memory, with the base targets, a journal and no other unit: what the project's example
 * units need, so that they are installed as they are. {@code /usr/bin/java} is the java of the tests, the repository is
 * visible at its place, and {@code /tmp} is empty. Boot one per class; it takes less than a second.
 *
 * <p>The network is its own too, unless {@link #withHostNetwork()}: ports 80 and 443 are free, and a client reaches
 * them as a program started with {@link #beside}, or over a UNIX socket through {@link #path} from the test itself.
 */
public final class PrivateSystemd implements AutoCloseable {
    /** Where the systemd is; {@code -Ddoorbell.systemd.root} runs all these tests with that of another folder. */
    private static final Path ROOT = Path.of(System.getProperty("doorbell.systemd.root", "/"));

    private final PrivateSystemdLauncher launcher;
    private final long init;

    private PrivateSystemd(PrivateSystemdLauncher launcher, long init) {
        this.launcher = launcher;
        this.init = init;
    }

    /** The systemd of this machine, with a network of its own. */
    public static PrivateSystemd boot() throws Exception {
        return boot(ROOT, "OWN");
    }

    /** The same with this machine's network: let the kernel choose the ports. */
    static PrivateSystemd withHostNetwork() throws Exception {
        return boot(ROOT, "HOST");
    }

    /**
     * The systemd that is installed below another folder, together with the libraries that a JVM needs. To run
     * {@link #client} it has python3 too.
     */
    static PrivateSystemd bootFrom(Path root) throws Exception {
        return boot(root, "OWN");
    }

    private static PrivateSystemd boot(Path root, String network) throws Exception {
        PrivateSystemdLauncher launcher = PrivateSystemdLauncher.start(root, network);
        try {
            PrivateSystemd systemd = new PrivateSystemd(launcher, launcher.awaitInit());
            systemd.awaitBoot();
            systemd.linkJava();
            return systemd;
        } catch (Exception | AssertionError e) {
            launcher.close();
            throw new AssertionError("systemd did not boot:\n" + launcher.said(), e);
        }
    }

    private void awaitBoot() throws Exception {
        Eventually.becomesTrue("systemd is running", () -> {
            Ran asked = runAnyway(List.of("systemctl", "is-system-running"));
            return !launcher.isAlive() || asked.out().contains("running");
        });
        if (!launcher.isAlive()) {
            throw new IOException("it has ended");
        }
    }

    private void linkJava() throws IOException {
        Path java = path("/usr/bin/java");
        Files.deleteIfExists(java);
        Files.createSymbolicLink(java, Path.of(Paths.JAVA));
    }

    /** Writes a unit, or a drop-in such as {@code echo.service.d/more.conf}. {@link #reload} makes it known. */
    void install(String name, String text) throws IOException {
        Path unit = path("/etc/systemd/system/" + name);
        Files.createDirectories(unit.getParent());
        Files.writeString(unit, text);
    }

    /** Installs the file of a unit as it is. */
    void install(Path unit) throws IOException {
        install(unit.getFileName().toString(), Files.readString(unit));
    }

    /** Copies a file to where the system sees it at this path. */
    void put(Path file, String path) throws IOException {
        Path target = path(path);
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
    }

    /** A path of the system as the test reaches it, also to connect to a UNIX socket. Not for absolute links. */
    public Path path(String path) {
        return Path.of("/proc/" + init + "/root" + path);
    }

    void reload() throws Exception {
        systemctl("daemon-reload");
    }

    /** Runs {@code systemctl}, which must succeed, and returns its output. */
    List<String> systemctl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("systemctl", "--no-pager"));
        command.addAll(Arrays.asList(arguments));
        return run(command);
    }

    /** A property of a unit. */
    String show(String unit, String property) throws Exception {
        return String.join("\n", systemctl("show", "--value", "--property=" + property, unit));
    }

    void awaitState(String unit, String property, String value) throws Exception {
        try {
            Eventually.becomesTrue(
                    unit + " has " + property + "=" + value,
                    () -> show(unit, property).equals(value));
        } catch (AssertionError notSo) {
            throw new AssertionError(
                    notSo.getMessage() + "; it is " + show(unit, property) + "\n" + everything(), notSo);
        }
    }

    /** Runs a program inside, which must succeed, and returns its output. */
    public List<String> run(List<String> command) throws Exception {
        Ran ran = runAnyway(command);
        if (ran.status() != 0) {
            throw new AssertionError(command + " failed: " + ran + "\n" + everything());
        }
        return ran.out();
    }

    /** Runs a program inside, whatever comes of it. */
    Ran runAnyway(List<String> command) throws Exception {
        return Ran.run(entering(command));
    }

    /** The command that runs another one inside. */
    public List<String> entering(List<String> command) {
        return enter("--all", command);
    }

    /** Starts a program in the network of the system, and with the files of the test. */
    Program beside(List<String> command) throws IOException {
        return Program.start(enter("--net", command));
    }

    /** Runs {@code ip} on its network. */
    void network(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(Arrays.asList(arguments));
        Ran ran = Ran.run(enter("--net", command));
        if (ran.status() != 0) {
            throw new AssertionError(command + " failed: " + ran);
        }
    }

    /** Runs one of the {@link Clients} inside, which must be content. */
    List<String> client(String what, String... arguments) throws Exception {
        return run(Clients.command(what, arguments));
    }

    private List<String> enter(String namespaces, List<String> command) {
        List<String> entering = new ArrayList<>(List.of("nsenter", "--target", String.valueOf(init), namespaces, "--"));
        entering.addAll(command);
        return entering;
    }

    /** What the manager said. */
    List<String> log() {
        return launcher.console();
    }

    /** What a unit printed, and what the manager says of it. */
    List<String> journal(String unit) throws Exception {
        runAnyway(List.of("journalctl", "--sync"));
        return runAnyway(List.of("journalctl", "--no-pager", "--output=cat", "--unit=" + unit))
                .out();
    }

    /** Waits for a line of it that contains the text, which may come some time after a unit has ended. */
    void awaitJournal(String unit, String part) throws Exception {
        try {
            Eventually.becomesTrue(
                    unit + " says \"" + part + "\"",
                    () -> String.join("\n", journal(unit)).contains(part));
        } catch (AssertionError unsaid) {
            throw new AssertionError(unsaid.getMessage() + "\n" + everything(), unsaid);
        }
    }

    /** Waits until a unit has printed a line. */
    void awaitPrinted(String unit, String line) throws Exception {
        try {
            Eventually.becomesTrue(unit + " prints " + line, () -> journal(unit).contains(line));
        } catch (AssertionError notSo) {
            throw new AssertionError(notSo.getMessage() + "\n" + everything(), notSo);
        }
    }

    /** For a message. */
    String everything() throws Exception {
        runAnyway(List.of("journalctl", "--sync"));
        List<String> lines = new ArrayList<>(log());
        lines.addAll(
                runAnyway(List.of("journalctl", "--no-pager", "--lines=200")).out());
        return String.join("\n", lines);
    }

    long init() {
        return init;
    }

    /** Ends it with all its processes, and removes what would stay. */
    @Override
    public void close() throws IOException {
        launcher.close();
    }
}
