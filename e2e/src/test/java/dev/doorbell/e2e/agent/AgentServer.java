package dev.doorbell.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Spawn;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server under the agent and strace, with a socket that is open before the server starts. */
final class AgentServer implements AutoCloseable {
    static final Path JAR = Paths.ROOT.resolve("agent/target/doorbell-agent.jar");
    static final String OPTION = "-javaagent:" + JAR;

    private static final int LATER_CLIENTS = 5;
    private static final int SIZE = 64;
    private static final long BOUND_SECONDS = 60;

    /** Waits for the last argument of the server. */
    private static final List<String> UNTIL_TOLD = List.of("sh", "-c", "read -r at; exec \"$@\" \"$at\"", "sh");

    private static final String TRACED = "trace=bind,listen,unlink,unlinkat";

    private final Path log;
    private final Program program;
    private final String at;

    private AgentServer(Path log, Program program) throws InterruptedException {
        this.log = log;
        this.program = program;
        at = Spawn.at(program, 3);
    }

    /**
     * Opens the sockets, and prepares the server: it starts when {@link #start} is called. Its last argument is the port or path
     * of the first socket.
     */
    static AgentServer prepare(Path directory, List<String> passed, List<String> options, List<String> server)
            throws Exception {
        return prepare(directory, Map.of(), passed, options, server);
    }

    static AgentServer prepare(
            Path directory,
            Map<String, String> variables,
            List<String> passed,
            List<String> options,
            List<String> server)
            throws Exception {
        return prepare(directory, variables, passed, List.of(), options, server);
    }

    static AgentServer prepare(
            Path directory,
            Map<String, String> variables,
            List<String> passed,
            List<String> optionsBeforeTheAgent,
            List<String> options,
            List<String> server)
            throws Exception {
        Path log = directory.resolve("strace");
        List<String> command = new ArrayList<>(List.of(Paths.SPAWN));
        command.addAll(passed);
        command.addAll(List.of("--listen-pid", "self", "--"));
        command.addAll(UNTIL_TOLD);
        // LISTEN_PID is that of the process that strace starts: with -D, strace runs as its grandchild
        command.addAll(List.of("strace", "-D", "-f", "-q", "-s", "200", "-e", TRACED, "-o", log.toString()));
        command.add(Paths.JAVA);
        command.addAll(optionsBeforeTheAgent);
        command.add(OPTION);
        command.addAll(options);
        command.addAll(server);
        return new AgentServer(log, Program.start(command, variables));
    }

    /** Returns the arguments of java for a class of the tests, with nothing of Doorbell on the class path. */
    static List<String> program(Class<?> type, String... arguments) throws URISyntaxException {
        List<String> program = new ArrayList<>();
        program.add("-cp");
        program.add(
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                        .toString());
        program.add(type.getName());
        program.addAll(List.of(arguments));
        return program;
    }

    /** Starts it with a client that waits, and asks it by others. */
    void assertServes(SocketAddress address) throws IOException {
        SocketChannel early = asking(address);
        start();
        try {
            assertAnswered(early);
            for (int i = 0; i < LATER_CLIENTS; i++) {
                assertAnswered(asking(address));
            }
        } catch (IOException e) {
            throw new IOException(e.getMessage() + ", on standard error: " + program.err(), e);
        }
    }

    void start() throws IOException {
        program.closeInput(portOrPath());
    }

    /** Returns the port or path of the first socket. */
    private String portOrPath() {
        return at.startsWith("/") ? at : at.substring(at.lastIndexOf(':') + 1);
    }

    int port() {
        return Integer.parseInt(portOrPath());
    }

    /** Starts it with a client that waits at the first socket, and asks it by others. */
    void assertServes() throws IOException {
        assertServes(at.startsWith("/") ? at(Path.of(at)) : at(port()));
    }

    /** Ends it, and checks that it has not bound, listened or unlinked the first socket. */
    void assertAdopted() throws Exception {
        assertThat(callsAbout(at.startsWith("/") ? at : "htons(" + at.substring(at.lastIndexOf(':') + 1) + ")"))
                .isEmpty();
    }

    Program program() {
        return program;
    }

    static SocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    static SocketAddress at(Path path) {
        return UnixDomainSocketAddress.of(path);
    }

    /** A client that has connected and asked. */
    static SocketChannel asking(SocketAddress address) throws IOException {
        SocketChannel client = SocketChannel.open(address);
        client.write(ByteBuffer.wrap("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        return client;
    }

    static void assertAnswered(SocketChannel client) throws IOException {
        try (client) {
            assertThat(read(client)).as("bytes of the answer").isPositive();
        }
    }

    /** Reads what comes next, within a bound. {@return the number of bytes, -1 at the end} */
    static int read(ReadableByteChannel client) throws IOException {
        FutureTask<Integer> reading = new FutureTask<>(() -> client.read(ByteBuffer.allocate(SIZE)));
        Thread thread = new Thread(reading, "reading");
        thread.setDaemon(true);
        thread.start();
        try {
            return reading.get(BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no answer: " + e, e);
        } catch (InterruptedException e) {
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    /** Ends it, and returns the calls of bind, listen and unlink that have the port or path in them. */
    List<String> callsAbout(String portOrPath) throws Exception {
        program.terminate();
        List<String> calls = Files.readAllLines(log);
        assertThat(calls).as("the end in the log of strace").anyMatch(this::isEnd);
        return calls.stream()
                .filter(call -> call.contains("listen(") || call.contains(portOrPath))
                .toList();
    }

    /** strace writes it last: a log without it is not complete. */
    private boolean isEnd(String line) {
        return line.matches(program.pid() + " +\\+\\+\\+ exited with .*");
    }

    @Override
    public void close() {
        program.close();
    }
}
