package dev.doorbell.examples.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The built jar, run as a user runs it. */
final class StartedJar implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile(":([0-9]+)/");

    private final Process process;
    private final BufferedReader out;
    private final Path err;

    private StartedJar(List<String> command, Path err) throws IOException {
        this.process = new ProcessBuilder(command).redirectError(err.toFile()).start();
        this.out = process.inputReader(UTF_8);
        this.err = err;
    }

    static StartedJar with(Path directory, String... arguments) throws IOException {
        return start(directory, new ArrayList<>(), arguments);
    }

    /** Starts the program with a limit on its file descriptors. */
    static StartedJar limited(int descriptors, Path directory, String... arguments) throws IOException {
        List<String> shell = List.of("sh", "-c", "ulimit -n " + descriptors + "; exec \"$@\"", "sh");
        return start(directory, new ArrayList<>(shell), arguments);
    }

    private static StartedJar start(Path directory, List<String> command, String... arguments) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        command.addAll(List.of(java.toString(), "-jar", "target/http-daemon.jar"));
        command.addAll(List.of(arguments));
        return new StartedJar(command, Files.createTempFile(directory, "err", ""));
    }

    /** Returns the lines up to {@code ready}, or up to its end. */
    String said() throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null && !line.equals("ready"); line = out.readLine()) {
            said.append(line).append('\n');
        }
        return said.toString();
    }

    /** Returns the addresses on which the program serves, once it is ready. */
    List<InetSocketAddress> addresses() throws IOException {
        String said = said();
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (MatchResult port : PORT.matcher(said).results().toList()) {
            addresses.add(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1))));
        }
        assertThat(addresses).as("in %s, on standard error %s", said, err()).isNotEmpty();
        return addresses;
    }

    void sigterm() {
        process.destroy();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitStatus() throws InterruptedException {
        assertThat(process.waitFor(30, SECONDS)).as("it ends").isTrue();
        return process.exitValue();
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
