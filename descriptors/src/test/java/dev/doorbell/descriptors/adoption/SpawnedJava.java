package dev.doorbell.descriptors.adoption;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.jna.Native;
import dev.doorbell.spec.Kind;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of the version that runs the test, with nothing on its class path but Doorbell, the tests, and JNA if wanted. */
public final class SpawnedJava {
    private final List<String> before = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final List<String> classPath = new ArrayList<>();
    private final ProcessBuilder builder = new ProcessBuilder();

    private SpawnedJava() {
        addLibraryOf(Kind.class);
        addLibraryOf(DescriptorFacts.class);
        addLibraryOf(SpawnedJava.class);
    }

    public static SpawnedJava withoutJna() {
        return new SpawnedJava();
    }

    public static SpawnedJava withJna() {
        SpawnedJava java = new SpawnedJava();
        java.addLibraryOf(Native.class);
        return java;
    }

    /** With what another class comes from on the class path. */
    public SpawnedJava with(Class<?> type) {
        addLibraryOf(type);
        return this;
    }

    public SpawnedJava option(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    /** A command in front of that of Java, such as env(1). */
    public SpawnedJava behind(String... command) {
        before.addAll(List.of(command));
        return this;
    }

    public SpawnedJava environment(String variable, String value) {
        builder.environment().putAll(Map.of(variable, value));
        return this;
    }

    /** Runs a main method and gives back what it printed on either stream. */
    public String run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> command = builder.command();
        command.addAll(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), main.getName()));
        command.addAll(List.of(arguments));
        Process process = builder.redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(command + " failed:\n" + printed);
            }
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }

    private void addLibraryOf(Class<?> type) {
        try {
            classPath.add(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
