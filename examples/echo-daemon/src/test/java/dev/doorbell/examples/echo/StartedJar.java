package dev.doorbell.examples.echo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The jar that was built, started as a user starts it. */
final class StartedJar implements AutoCloseable {
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
        command.addAll(List.of(java.toString(), "-jar", "target/echo-daemon.jar"));
        command.addAll(List.of(arguments));
        return new StartedJar(command, Files.createTempFile(directory, "err", ""));
    }

    /** Returns the lines about its listeners, up to the line {@code ready} or its end. */
    List<JsonObject> listening() throws IOException, JsonParserException {
        List<JsonObject> listening = new ArrayList<>();
        for (String line = out.readLine(); line != null && !line.equals("ready"); line = out.readLine()) {
            listening.add(JsonParser.object().from(line));
        }
        return listening;
    }

    static SocketAddress address(JsonObject listening) {
        String address = listening.getString("address");
        int colon = address.lastIndexOf(':');
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    /** Sends SIGTERM. {@return the exit status} */
    int terminated() throws InterruptedException {
        process.destroy();
        return exitStatus();
    }

    int exitStatus() throws InterruptedException {
        assertThat(process.waitFor(20, SECONDS)).as("it ends").isTrue();
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
