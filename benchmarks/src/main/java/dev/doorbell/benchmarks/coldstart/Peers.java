package dev.doorbell.benchmarks.coldstart;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import dev.doorbell.benchmarks.coldstart.Subject.Family;
import dev.doorbell.benchmarks.coldstart.Subject.Handing;
import dev.doorbell.benchmarks.programs.PlainBind;
import dev.doorbell.benchmarks.programs.WithDoorbell;
import dev.doorbell.benchmarks.programs.WithInheritedChannel;
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

/** The ways to a listener that are compared, each in a jar of its own with what it needs alone. */
final class Peers {
    private static final Map<String, String> BARE = Map.of();
    private static final Map<String, String> NATIVE_ACCESS = Map.of("Enable-Native-Access", "ALL-UNNAMED");
    private static final Map<String, String> OPENED = Map.of(
            "Add-Opens", "java.base/sun.nio.ch java.base/java.io java.base/jdk.internal.reflect",
            "Enable-Native-Access", "ALL-UNNAMED");
    private static final List<String> OPENED_BY_OPTION = List.of(
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "--add-opens=java.base/jdk.internal.reflect=ALL-UNNAMED");
    private static final String TCP_SPEC = "x=tcp://127.0.0.1:" + Subject.AT;
    private static final String UNIX_SPEC = "x=unix://" + Subject.AT;

    private final Libraries libraries;
    private final Path folder;

    /** Puts jars into a folder. */
    Peers(Libraries libraries, Path folder) {
        this.libraries = libraries;
        this.folder = folder;
    }

    /** {@return a JVM that binds plainly, in each family, before those that are compared with it} */
    List<Subject> plain() throws IOException {
        List<String> plain = jar("plain", PlainBind.class, BARE, List.of(), Subject.AT);
        return List.of(
                small("plain JVM", Family.TCP, Handing.NONE, plain),
                small("plain JVM", Family.UNIX, Handing.NONE, plain));
    }

    List<Subject> all() throws IOException {
        List<Subject> all = new ArrayList<>(plain());
        all.addAll(doorbell(Family.TCP, TCP_SPEC));
        all.addAll(doorbell(Family.UNIX, UNIX_SPEC));
        all.add(small("Doorbell, Add-Opens, no JNA or jnr", Family.TCP, Handing.LISTEN_FDS, alone("opened", OPENED)));
        all.add(small("Doorbell, no flags, no JNA or jnr", Family.TCP, Handing.LISTEN_FDS, alone("bare", BARE)));
        all.add(throughInstalledJna());
        all.add(onClassPath());
        all.add(small(
                "System.inheritedChannel",
                Family.TCP,
                Handing.STANDARD_INPUT,
                jar("inherited-channel", WithInheritedChannel.class, BARE, List.of())));
        all.add(small(
                "junixsocket",
                Family.UNIX,
                Handing.LISTEN_FDS,
                jar("junixsocket", WithJunixsocket.class, NATIVE_ACCESS, libraries.named("junixsocket-"))));
        all.add(small(
                "jnr-unixsocket, binds",
                Family.UNIX,
                Handing.NONE,
                jar(
                        "jnr-unixsocket",
                        WithJnrUnixsocket.class,
                        NATIVE_ACCESS,
                        libraries.named("jnr-", "jffi-", "asm-"),
                        Subject.AT)));
        return all;
    }

    private List<Subject> doorbell(Family family, String spec) throws IOException {
        List<String> opened = jar("doorbell-opened", WithDoorbell.class, OPENED, libraries.ofDoorbell(), spec);
        List<String> bare = jar("doorbell-bare", WithDoorbell.class, BARE, libraries.ofDoorbell(), spec);
        List<String> jna = jar("doorbell-jna", WithDoorbell.class, NATIVE_ACCESS, libraries.ofDoorbell(), spec);
        return List.of(
                small("Doorbell, Add-Opens", family, Handing.LISTEN_FDS, opened),
                small("Doorbell, no flags", family, Handing.LISTEN_FDS, bare),
                Subject.small(
                        "Doorbell through JNA", family, Handing.LISTEN_FDS, List.of("-Ddoorbell.access=jna"), jna),
                small("Doorbell, nobody passes", family, Handing.NONE, opened));
    }

    /** {@return Doorbell without what may be left out, as it is passed a TCP listener} */
    Subject doorbellAlone() throws IOException {
        return small("Doorbell", Family.TCP, Handing.LISTEN_FDS, alone("opened", OPENED));
    }

    /** JNA and jnr are three thousand entries of a jar, which the JVM reads whether it needs them or not. */
    private List<String> alone(String name, Map<String, String> attributes) throws IOException {
        return jar("doorbell-small-" + name, WithDoorbell.class, attributes, libraries.named("doorbell-"), TCP_SPEC);
    }

    /** JNA's library where it need not be unpacked, and where it need not ask ldconfig for others. */
    private Subject throughInstalledJna() throws IOException {
        String library = System.mapLibraryName("jnidispatch");
        Path installed = folder.resolve(library);
        try (InputStream in = Native.class.getResourceAsStream(Platform.RESOURCE_PREFIX + "/" + library)) {
            Files.copy(Objects.requireNonNull(in, library), installed);
        }
        return Subject.small(
                "Doorbell through JNA, installed",
                Family.TCP,
                Handing.LISTEN_FDS,
                List.of(
                        "-Ddoorbell.access=jna",
                        "-Djna.boot.library.path=" + folder,
                        "-Djna.platform.library.path=/usr/lib"),
                jar("doorbell-jna-installed", WithDoorbell.class, NATIVE_ACCESS, libraries.ofDoorbell(), TCP_SPEC));
    }

    private Subject onClassPath() throws IOException {
        String classPath =
                libraries.ofDoorbell().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        List<String> bare = jar("doorbell-alone", WithDoorbell.class, BARE, List.of());
        return Subject.small(
                "Doorbell, --add-opens, many jars",
                Family.TCP,
                Handing.LISTEN_FDS,
                OPENED_BY_OPTION,
                List.of("-cp", bare.get(1) + File.pathSeparator + classPath, WithDoorbell.class.getName(), TCP_SPEC));
    }

    private static Subject small(String name, Family family, Handing handing, List<String> program) {
        return Subject.small(name, family, handing, List.of(), program);
    }

    /** Writes the jar, and returns its part of the command. */
    private List<String> jar(
            String name, Class<?> main, Map<String, String> attributes, List<Path> needed, String... arguments)
            throws IOException {
        Path jar = folder.resolve(name + ".jar");
        new ProgramJar(main, attributes).write(jar, libraries.own(), main.getPackageName(), needed);
        List<String> command = new ArrayList<>(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
