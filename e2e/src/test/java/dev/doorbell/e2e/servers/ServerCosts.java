package dev.doorbell.e2e.servers;

import dev.doorbell.e2e.fixture.Ports;
import dev.doorbell.junit.Activated;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A measurement: CPU of a server's process until its first answer, by turns without the agent, on a listener of its own, and
 * with the agent, on a passed one. No build runs it: {@code mvn -Pe2e verify -Dit.test=ServerCosts -Ddoorbell.servers=Jetty
 * -Ddoorbell.pairs=20}.
 */
class ServerCosts {
    private static final int PAIRS = Integer.getInteger("doorbell.pairs", 20);
    private static final long TICKS_PER_SECOND = 100;

    @TempDir
    private Path directory;

    private static List<Server> servers() {
        return Servers.chosen();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void cpu_to_the_first_answer(Server server) throws Exception {
        double[] plain = new double[PAIRS];
        double[] agent = new double[PAIRS];
        double[] ratio = new double[PAIRS];
        try (Activated app =
                ActivatedServer.of(List.of(), "http=tcp://127.0.0.1:0").start()) {
            int port = Ports.free();
            Installation bound = Installation.of(server, Files.createDirectory(directory.resolve("bound")), port);
            Installation passed =
                    Installation.of(server, Files.createDirectory(directory.resolve("passed")), app.port("http"));
            app.nextCommand(passed.command(List.of(Installation.DOORBELL_AGENT)));
            for (int pair = 0; pair < PAIRS; pair++) {
                plain[pair] = bound(server, bound.command(List.of()), port);
                agent[pair] = passed(server, app);
                ratio[pair] = agent[pair] / plain[pair];
            }
        }
        System.out.printf(
                Locale.ROOT,
                "| %s %s | %d | %.0f | %.0f | %.2f (%.2f to %.2f) |%n",
                server,
                server.version(),
                Runtime.version().feature(),
                quantile(plain, 2),
                quantile(agent, 2),
                quantile(ratio, 2),
                quantile(ratio, 1),
                quantile(ratio, 3));
    }

    private double bound(Server server, List<String> command, int port) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("bound.log").toFile())
                .start();
        try (SocketChannel client = connected(port)) {
            server.request.with(client);
            return cpu(process.pid());
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static SocketChannel connected(int port) throws Exception {
        for (long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1); System.nanoTime() < deadline; ) {
            try {
                return SocketChannel.open(Ports.local(port));
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(2);
            }
        }
        throw new AssertionError("not bound");
    }

    private static double passed(Server server, Activated app) throws Exception {
        try (SocketChannel client = app.channel("http")) {
            server.request.with(client);
            return cpu(app.pid());
        } finally {
            app.kill();
        }
    }

    /** User and system time of a process, in milliseconds: the fields 14 and 15 of proc(5). */
    private static double cpu(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1000.0 / TICKS_PER_SECOND;
    }

    private static double quantile(double[] values, int quarter) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) * quarter / 4];
    }
}
