package dev.doorbell.e2e.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.tools.ToolProvider;

/** A server in a directory of its own, compiled, unpacked and configured for the ports of its listeners. */
final class Installation {
    private static final String AGENT = "-javaagent:";
    static final String DOORBELL_AGENT = AGENT + Paths.ROOT.resolve("agent/target/doorbell-agent.jar");

    private static final Path SOURCES = Paths.ROOT.resolve("e2e/src/test/servers");
    private static final long BOUND_SECONDS = 60;

    private final Server server;
    private final Path directory;
    private final Map<String, String> places;
    private List<String> started = List.of();

    private Installation(Server server, Path directory, Map<String, String> places) {
        this.server = server;
        this.directory = directory;
        this.places = places;
    }

    /** Installs a server for the ports of its listeners. */
    static Installation of(Server server, Path directory, int... ports) throws Exception {
        Map<String, String> places = Map.of(
                "{port}", String.valueOf(ports[0]),
                "{port2}", String.valueOf(ports[ports.length - 1]),
                "{dir}", directory.toString(),
                "{home}", directory.resolve("home").toString());
        Installation installation = new Installation(server, directory, places);
        installation.unpack();
        for (Map.Entry<String, String> file : server.files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, installation.filled(file.getValue()));
        }
        installation.started = installation.start();
        installation.prepare();
        return installation;
    }

    /** Returns its command under the agent, for a short life. */
    List<String> command() throws Exception {
        List<String> options = new ArrayList<>(HeldServer.SHORT_LIFE);
        options.addAll(agent(server.agentBefore));
        options.add(DOORBELL_AGENT);
        options.addAll(agent(server.agentBehind));
        return command(options);
    }

    /** Returns its command with options of java. */
    List<String> command(List<String> options) {
        List<String> command = new ArrayList<>(List.of(Paths.JAVA));
        command.addAll(options);
        command.addAll(filled(server.options));
        command.addAll(started);
        command.addAll(filled(server.arguments));
        return command;
    }

    private static List<String> agent(String artifact) throws Exception {
        return artifact.isEmpty() ? List.of() : List.of(AGENT + Artifacts.file(artifact));
    }

    private List<String> start() throws Exception {
        return switch (server.form) {
            case PROGRAM -> List.of("-cp", classes() + File.pathSeparator + classPath(), server.main);
            case FAT_JAR ->
                List.of(
                        "-jar",
                        FatJar.of(server.main, classes(), classPath(), directory)
                                .toString());
            case CLASS -> List.of("-cp", classPath(), server.main);
            case JAR -> List.of("-jar", Artifacts.file(server.artifacts.get(0)).toString());
            case ARCHIVE -> List.of();
            case MODULE -> List.of("-m", server.main);
        };
    }

    private String classPath() throws Exception {
        return server.artifacts.isEmpty() ? "" : Artifacts.classPath(server.artifacts.toArray(String[]::new));
    }

    private Path classes() throws Exception {
        Path classes = Files.createDirectories(directory.resolve("classes"));
        String source = server.main.substring(server.main.lastIndexOf('.') + 1) + ".java";
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        messages,
                        messages,
                        Stream.of(
                                        List.of("-nowarn", "-parameters", "-d", classes.toString(), "-cp", classPath()),
                                        // without this option, a JDK from 23 on runs no processor
                                        server.artifacts.toString().contains("inject-java")
                                                ? List.of("-processorpath", classPath())
                                                : List.of("-proc:none"),
                                        List.of(
                                                SOURCES.resolve(source).toString(),
                                                SOURCES.resolve("Reload.java").toString()))
                                .flatMap(List::stream)
                                .toArray(String[]::new));
        assertThat(result).as(messages.toString(StandardCharsets.UTF_8)).isZero();
        return classes;
    }

    private void unpack() throws Exception {
        if (server.form == Server.Form.ARCHIVE) {
            try (InputStream file = Files.newInputStream(Artifacts.file(server.artifacts.get(0)));
                    ZipInputStream entries = new ZipInputStream(file)) {
                for (ZipEntry entry; (entry = entries.getNextEntry()) != null; ) {
                    unpack(entry, entries);
                }
            }
        }
    }

    /** Unpacks an entry without the folder that holds all of them. */
    private void unpack(ZipEntry entry, ZipInputStream entries) throws IOException {
        Path path = directory.resolve(entry.getName().replaceFirst("^[^/]+", "home"));
        if (entry.isDirectory()) {
            Files.createDirectories(path);
        } else {
            Files.createDirectories(path.getParent());
            Files.copy(entries, path);
        }
    }

    private void prepare() throws Exception {
        for (List<String> preparation : server.preparations) {
            List<String> command = new ArrayList<>(List.of(Paths.JAVA));
            if (server.form == Server.Form.CLASS) {
                command.addAll(started.subList(0, 2));
            }
            command.addAll(filled(preparation));
            Path log = directory.resolve("preparation.log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            assertThat(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS))
                    .as("ends")
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        }
    }

    private List<String> filled(List<String> texts) {
        return texts.stream().map(this::filled).toList();
    }

    private String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> place : places.entrySet()) {
            filled = filled.replace(place.getKey(), place.getValue());
        }
        return filled;
    }
}
