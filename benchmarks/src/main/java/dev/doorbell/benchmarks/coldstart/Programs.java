package dev.doorbell.benchmarks.coldstart;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import dev.doorbell.benchmarks.coldstart.Subject.Group;
import dev.doorbell.benchmarks.coldstart.Subject.Passing;
import dev.doorbell.benchmarks.programs.ByHand;
import dev.doorbell.benchmarks.programs.PlainBind;
import dev.doorbell.benchmarks.programs.WithDoorbell;
import dev.doorbell.benchmarks.programs.WithInheritedChannel;
import dev.doorbell.benchmarks.programs.WithJetty;
import dev.doorbell.benchmarks.programs.WithJnrUnixsocket;
import dev.doorbell.benchmarks.programs.WithJunixsocket;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.lang3.Strings;

/** The programs, each in a jar of its own with only the libraries that it needs. */
final class Programs {
    static final Map<String, String> BARE = Map.of();
    static final Map<String, String> OPENED =
            Map.of("Add-Opens", "java.base/sun.nio.ch", "Enable-Native-Access", "ALL-UNNAMED");

    private static final Map<String, String> NATIVE_ACCESS = Map.of("Enable-Native-Access", "ALL-UNNAMED");
    private static final List<String> OPENED_BY_OPTION = List.of("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    private static final String TCP_SPEC = "x=tcp://127.0.0.1:" + Subject.AT;
    private static final String UNIX_SPEC = "x=unix://" + Subject.AT;

    /** Jars that {@code dev.doorbell:doorbell} brings, without JNA and jnr. */
    private static final String[] DOORBELL = {
        "doorbell-api-", "doorbell-descriptors-", "doorbell-lifecycle-", "doorbell-provider-"
    };

    /** The jar of the benchmarks. Beside it the build put the libraries of the programs. */
    private static final Path OWN = Path.of(
            Programs.class.getProtectionDomain().getCodeSource().getLocation().getPath());

    private final Path folder;
    private final List<String> options;

    /**
     * Programs whose jars are written into a folder.
     *
     * @param options of java, for all of them
     */
    Programs(Path folder, List<String> options) {
        this.folder = folder;
        this.options = options;
    }

    /** {@return the ways to a listener, the first of each group before those that are compared with it} */
    List<Subject> all() throws IOException {
        List<Subject> all = new ArrayList<>(List.of(plain()));
        all.addAll(tcp());
        all.addAll(unix());
        all.addAll(http());
        return all;
    }

    /** {@return the program that the others of TCP are compared with} */
    Subject plain() throws IOException {
        return small("plain JVM", Group.TCP, Passing.NONE, jar("plain", PlainBind.class, BARE, List.of(), Subject.AT));
    }

    /** {@return Doorbell without what may be left out, as it is passed a TCP listener} */
    Subject doorbell() throws IOException {
        return passed("Doorbell, no flags", Group.TCP, small("bare", BARE));
    }

    private List<Subject> tcp() throws IOException {
        List<String> opened = jar("doorbell-opened", WithDoorbell.class, OPENED, doorbellWithJna(), TCP_SPEC);
        List<String> bare = jar("doorbell-bare", WithDoorbell.class, BARE, doorbellWithJna(), TCP_SPEC);
        List<String> jna = jar("doorbell-jna", WithDoorbell.class, NATIVE_ACCESS, doorbellWithJna(), TCP_SPEC);
        return List.of(
                passed("floor: by hand", Group.TCP, jar("by-hand", ByHand.class, BARE, List.of())),
                small(
                        "System.inheritedChannel",
                        Group.TCP,
                        Passing.STANDARD_INPUT,
                        jar("inherited-channel", WithInheritedChannel.class, BARE, List.of())),
                doorbell(),
                passed("Doorbell, Add-Opens", Group.TCP, small("opened", OPENED)),
                small("Doorbell, nothing passed", Group.TCP, Passing.NONE, small("bare", BARE)),
                passed("Doorbell, no flags, with JNA and jnr", Group.TCP, bare),
                passed("Doorbell, Add-Opens, with JNA and jnr", Group.TCP, opened),
                passed("Doorbell, --add-opens, many jars", Group.TCP, onClassPath(), OPENED_BY_OPTION),
                passed("Doorbell through JNA", Group.TCP, jna, List.of("-Ddoorbell.access=jna")),
                passed("Doorbell through JNA, installed", Group.TCP, jna, installedJna()));
    }

    private List<Subject> unix() throws IOException {
        return List.of(
                small(
                        "plain JVM",
                        Group.UNIX,
                        Passing.NONE,
                        jar("plain", PlainBind.class, BARE, List.of(), Subject.AT)),
                passed(
                        "Doorbell, no flags",
                        Group.UNIX,
                        jar("doorbell-unix", WithDoorbell.class, BARE, libraries(DOORBELL), UNIX_SPEC)),
                passed(
                        "junixsocket",
                        Group.UNIX,
                        jar("junixsocket", WithJunixsocket.class, NATIVE_ACCESS, libraries("junixsocket-"))),
                small(
                        "jnr-unixsocket, binds",
                        Group.UNIX,
                        Passing.NONE,
                        jar(
                                "jnr-unixsocket",
                                WithJnrUnixsocket.class,
                                NATIVE_ACCESS,
                                libraries("jnr-", "jffi-", "asm-"),
                                Subject.AT)));
    }

    private List<Subject> http() throws IOException {
        List<Path> jetty = libraries("jetty-", "slf4j-");
        List<Path> withDoorbell = doorbellWith("jetty-", "slf4j-");
        return List.of(
                http("Jetty, plain bind", Passing.NONE, jar("jetty", WithJetty.class, BARE, jetty, "bind", Subject.AT)),
                http(
                        "Jetty, System.inheritedChannel",
                        Passing.STANDARD_INPUT,
                        jar("jetty", WithJetty.class, BARE, jetty, "inherit")),
                http(
                        "Jetty, Doorbell, no flags",
                        Passing.LISTEN_FDS,
                        jar("jetty-doorbell", WithJetty.class, BARE, withDoorbell, "doorbell", TCP_SPEC)),
                httpDaemon());
    }

    /** {@return the example: Doorbell with its lifecycle, and Jetty} */
    Subject httpDaemon() {
        return http("http-daemon", Passing.LISTEN_FDS, exampleJar("http-daemon", TCP_SPEC, "/"));
    }

    /** {@return the example without a library but Doorbell} */
    Subject echoDaemon() {
        return new Subject(
                "echo-daemon",
                Group.TCP,
                Passing.LISTEN_FDS,
                options,
                exampleJar("echo-daemon", TCP_SPEC),
                "x\n",
                false);
    }

    private static List<String> exampleJar(String name, String... operands) {
        Path jar = Path.of("examples", name, "target", name + ".jar").toAbsolutePath();
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing. Build it with mvn package, or run ./benchmark.");
        }
        return command(jar, operands);
    }

    /** JNA and jnr are three thousand entries of a jar, which the JVM reads whether it needs them or not. */
    private List<String> small(String name, Map<String, String> attributes) throws IOException {
        return jar("doorbell-small-" + name, WithDoorbell.class, attributes, libraries(DOORBELL), TCP_SPEC);
    }

    /** Options for JNA: its library need not be unpacked, and ldconfig not be asked for others. */
    private List<String> installedJna() throws IOException {
        String library = System.mapLibraryName("jnidispatch");
        try (InputStream in = Native.class.getResourceAsStream(Platform.RESOURCE_PREFIX + "/" + library)) {
            Files.copy(Objects.requireNonNull(in, library), folder.resolve(library));
        }
        return List.of(
                "-Ddoorbell.access=jna", "-Djna.boot.library.path=" + folder, "-Djna.platform.library.path=/usr/lib");
    }

    private List<String> onClassPath() throws IOException {
        String jars = doorbellWithJna().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        List<String> bare = jar("doorbell-alone", WithDoorbell.class, BARE, List.of());
        return List.of("-cp", bare.get(1) + File.pathSeparator + jars, WithDoorbell.class.getName(), TCP_SPEC);
    }

    private Subject passed(String name, Group group, List<String> program) {
        return passed(name, group, program, List.of());
    }

    private Subject passed(String name, Group group, List<String> program, List<String> more) {
        return small(name, group, Passing.LISTEN_FDS, program).with(name, more);
    }

    private Subject small(String name, Group group, Passing passing, List<String> program) {
        return new Subject(name, group, passing, options, program, "x", true);
    }

    private Subject http(String name, Passing passing, List<String> program) {
        return new Subject(name, Group.HTTP, passing, options, program, "GET /healthz HTTP/1.0\r\n\r\n", false);
    }

    /** Writes the jar, and returns its part of the command. */
    private List<String> jar(
            String name, Class<?> main, Map<String, String> attributes, List<Path> needed, String... arguments)
            throws IOException {
        Path jar = folder.resolve(name + ".jar");
        if (!Files.exists(jar)) {
            new ProgramJar(main, attributes).write(jar, OWN, main.getPackageName(), needed);
        }
        return command(jar, arguments);
    }

    private static List<String> command(Path jar, String... arguments) {
        List<String> command = new ArrayList<>(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** {@return a jar of {@link WithDoorbell}'s package with a main class, Doorbell, and opened packages} */
    static Path doorbellJar(Class<?> main, Path folder) throws IOException {
        Path jar = folder.resolve(main.getSimpleName() + ".jar");
        new ProgramJar(main, OPENED).write(jar, OWN, main.getPackageName(), doorbellWithJna());
        return jar;
    }

    /** {@return Doorbell with the libraries that a user may leave out} */
    private static List<Path> doorbellWithJna() throws IOException {
        return doorbellWith("jna-", "jnr-", "jffi-", "asm-");
    }

    private static List<Path> doorbellWith(String... prefixes) throws IOException {
        List<Path> all = new ArrayList<>(libraries(DOORBELL));
        all.addAll(libraries(prefixes));
        return all;
    }

    private static List<Path> libraries(String... prefixes) throws IOException {
        try (Stream<Path> all = Files.list(OWN.resolveSibling("lib"))) {
            return all.filter(
                            path -> Strings.CS.startsWithAny(path.getFileName().toString(), prefixes))
                    .sorted()
                    .toList();
        }
    }
}
