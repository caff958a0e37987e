package dev.doorbell.e2e.libsystemd;

import dev.doorbell.e2e.fixture.Paths;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program that answers questions in {@link Frames}. It is killed after a while, so that no read waits indefinitely. */
public final class Peer implements AutoCloseable {
    private static final long BOUND_SECONDS = 100;

    private final Process process;
    private final Path errors;
    private final DataInputStream in;
    private final DataOutputStream out;

    private Peer(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        CompletableFuture.delayedExecutor(BOUND_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
    }

    /**
     * Starts the program.
     *
     * @param errors the file for its standard error
     */
    static Peer start(List<String> command, Path errors) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LISTEN_") || name.startsWith("DOORBELL_"));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return new Peer(builder.start(), errors);
    }

    /** Returns the command of a main class of these tests, in a JVM with only the way in that needs no native code. */
    public static List<String> java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Paths.JAVA,
                "-XX:TieredStopAtLevel=1",
                "--add-opens",
                "java.base/sun.nio.ch=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                Paths.testClassPath(),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    DataInputStream in() {
        return in;
    }

    DataOutputStream out() {
        return out;
    }

    /** Returns its standard error. */
    String errors() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
