package dev.doorbell.e2e.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.OwnNetwork;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.libsystemd.NotifyReceiver;
import dev.doorbell.e2e.servers.Artifacts;
import dev.doorbell.e2e.servers.Exchange;
import dev.doorbell.e2e.servers.HeldServer;
import dev.doorbell.e2e.servers.Holder;
import dev.doorbell.e2e.servers.Http;
import dev.doorbell.e2e.servers.KeptAlive;
import dev.doorbell.e2e.servers.Restarts;
import dev.doorbell.needs.Needs;
import java.io.File;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules of every adapter, checked with the program of its section in docs/integrations.md: on the oldest version of its
 * framework that the page names with JDK 17, and on the newest with later ones. The program serves each listener with the
 * name "http", by default 127.0.0.1:8080, and answers a GET of / with 200.
 */
@Needs({"python3", "curl", "ip", "own network"})
@Timeout(240)
@ExtendWith(AdaptersTable.class)
abstract class AdapterContract {
    private static final int RESTARTS = 8;
    private static final int CLOSING_CLIENTS = 6;
    private static final int KEPT_ALIVE_CLIENTS = 2;
    private static final int LATER_CLIENTS = 5;
    private static final int SIGTERM_HANDLED = 0;
    private static final String READY = HexFormat.of().formatHex("READY=1".getBytes(StandardCharsets.US_ASCII));
    private static final List<String> WITH_LOOPBACK = List.of("sh", "-c", "ip link set lo up; exec \"$@\"", "sh");

    @TempDir
    Path directory;

    private PageProgram program;

    /** The requests that were answered and lost at the restarts. */
    String restarts = "";

    /** Returns the name in the table of docs/integrations.md. */
    String name() {
        return getClass().getSimpleName().replace("AdapterIT", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    }

    /** Returns whether several listeners of one name are served. */
    String severalListeners() {
        return "yes";
    }

    /** Returns whether a test of the adapter has TLS. */
    String tls() {
        return "not tested";
    }

    /** Returns the file of docs/integrations.md. */
    abstract String file();

    /** Returns the modules under integrations/ that the page tells its reader to depend on. */
    abstract List<String> adapters();

    /** Returns the coordinates of the framework's oldest supported version, with what the program needs beside it. */
    abstract List<String> oldest();

    /** Returns the coordinates of the newest. */
    abstract List<String> newest();

    /** Returns the text in the framework's own log, or the program's, that says that it serves a port. */
    abstract String startedLine(int port);

    /** Returns the request, which is answered with the status 200. */
    Exchange request() {
        return Http.get("/");
    }

    /** Returns what each client does during the restarts. Two keep their connections. */
    List<Exchange> clients() {
        List<Exchange> clients = new ArrayList<>(Collections.nCopies(CLOSING_CLIENTS, request()));
        clients.addAll(Collections.nCopies(KEPT_ALIVE_CLIENTS, new KeptAlive("/")));
        return clients;
    }

    /** Returns what curl needs to ask the server, besides the address. */
    List<String> curlOptions() {
        return List.of();
    }

    /** Returns the options of java. */
    List<String> options() {
        return List.of("-Ddoorbell.idle.minimum-uptime=0.1");
    }

    @BeforeEach
    void compile() throws Exception {
        List<String> classPath = new ArrayList<>(List.of(Paths.DOORBELL_COMMAND));
        for (String adapter : adapters()) {
            classPath.add(Paths.jar("integrations/" + adapter).toString());
        }
        boolean old = Runtime.version().feature() == 17;
        classPath.add(Artifacts.classPath((old ? oldest() : newest()).toArray(String[]::new)));
        program = PageProgram.compiled(file(), String.join(File.pathSeparator, classPath), directory);
    }

    List<String> command() {
        return program.command(options());
    }

    /** Returns the holder of nothing yet. */
    Holder holder() {
        return new Holder(directory);
    }

    @Test
    void the_first_client_starts_it_and_each_listener_is_served() throws Exception {
        try (Holder holder = holder().listen("http=tcp://127.0.0.1:0").listen("http=tcp://127.0.0.1:0")) {
            SocketChannel early = SocketChannel.open(holder.address(0));
            try (HeldServer server = holder.start(command())) {
                try (early) {
                    request().with(early);
                }
                for (int client = 0; client < LATER_CLIENTS; client++) {
                    ask(holder, client % 2);
                }
                server.awaitOutput(startedLine(holder.port(0)));
                server.awaitOutput(startedLine(holder.port(1)));
                assertThat(server.terminate()).isEqualTo(SIGTERM_HANDLED);
            }
        }
    }

    private void ask(Holder holder, int index) throws Exception {
        try (SocketChannel client = SocketChannel.open(holder.address(index))) {
            request().with(client);
        }
    }

    @Test
    void it_binds_if_no_listener_is_passed() throws Exception {
        List<String> command = new ArrayList<>(OwnNetwork.UNSHARE);
        command.addAll(WITH_LOOPBACK);
        command.addAll(command());
        try (Program server = Program.start(command)) {
            Eventually.becomesTrue("port 8080 answers", () -> answersIn(server, curlOptions()));
        }
    }

    private static boolean answersIn(Program server, List<String> options) throws Exception {
        List<String> command = new ArrayList<>(
                OwnNetwork.enter(server.pid(), "curl", "-s", "-o", "/dev/null", "--max-time", "5", "127.0.0.1:8080"));
        command.addAll(options);
        try (Program curl = Program.start(command)) {
            return curl.exitCode() == 0;
        }
    }

    @Test
    void restarts_refuse_reset_and_cut_no_client() throws Exception {
        try (Holder holder = holder().listen("http=tcp://127.0.0.1:0")) {
            int answered = Restarts.assertNothingLost(holder, command(), clients(), RESTARTS, SIGTERM_HANDLED);
            restarts = String.format(Locale.ROOT, "%,d / 0", answered);
            System.out.println(name() + ": " + RESTARTS + " restarts, " + restarts + " requests answered and lost");
        }
    }

    @Test
    void it_ends_when_idle_and_serves_the_next_client() throws Exception {
        try (Holder holder = holder().listen("http=tcp://127.0.0.1:0").environment("DOORBELL_IDLE_EXIT", "0.3")) {
            for (int life = 0; life < 2; life++) {
                SocketChannel client = SocketChannel.open(holder.address(0));
                try (HeldServer server = holder.start(command())) {
                    try (client) {
                        request().with(client);
                    }
                    assertThat(server.exitCode()).as(server.output()).isZero();
                }
            }
        }
    }

    @Test
    void it_is_ready_when_its_server_has_started() throws Exception {
        String address = directory.resolve("notify").toString();
        try (NotifyReceiver manager = new NotifyReceiver(address);
                Holder holder = holder().listen("http=tcp://127.0.0.1:0").environment("NOTIFY_SOCKET", address);
                HeldServer server = holder.start(command())) {
            while (!manager.next().contains(READY)) {}
            assertThat(server.output()).contains(startedLine(holder.port(0)));
            ask(holder, 0);
        }
    }

    @Test
    void a_listener_of_another_kind_is_a_clear_error() throws Exception {
        try (Holder holder = holder().listen("http=udp://127.0.0.1:0");
                HeldServer server = holder.start(command())) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.output()).contains("\"http\"").contains("UDP");
        }
    }
}
