package dev.doorbell.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.Ports;
import dev.doorbell.e2e.libsystemd.NotifyReceiver;
import dev.doorbell.e2e.programs.Serving;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a server ends that knows nothing of Doorbell. */
@Timeout(120)
@Needs({"cc", "strace"})
class AgentLifetimeIT {
    private static final int TERMINATED = 143;

    @TempDir
    private Path directory;

    private Served prepared(int port, Serving.Way way, String... options) throws Exception {
        return prepared(Map.of(), port, way, options);
    }

    private Served prepared(Map<String, String> variables, int port, Serving.Way way, String... options)
            throws Exception {
        List<String> passed = List.of("--tcp", "127.0.0.1:" + port);
        return Served.prepare(
                directory,
                variables,
                passed,
                List.of(options),
                Served.program(Serving.class, way.name(), String.valueOf(port)));
    }

    private static boolean stillRuns(Served served, int seconds) throws Exception {
        try {
            ProcessHandle.of(served.program().pid()).orElseThrow().onExit().get(seconds, TimeUnit.SECONDS);
            return false;
        } catch (TimeoutException running) {
            return true;
        }
    }

    private static void awaitAccepted(Served served, int connections) throws Exception {
        Eventually.becomesTrue(
                connections + " connections accepted",
                () -> Collections.frequency(served.program().out(), Serving.ACCEPTED) == connections);
    }

    private static SocketChannel connected(SocketAddress address) throws IOException {
        return SocketChannel.open(address);
    }

    @Test
    void an_idle_server_ends_and_one_with_an_open_connection_does_not() throws Exception {
        int port = Ports.free();
        try (Served served = prepared(port, Serving.Way.SERVER_SOCKET, "-Ddoorbell.agent.idle=1s")) {
            served.assertServes(Served.at(port));
            try (SocketChannel open = connected(Served.at(port))) {
                assertThat(stillRuns(served, 3)).as("with an open connection").isTrue();
                open.write(ByteBuffer.wrap(new byte[1]));
            }
            assertThat(served.program().exitCode()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Serving.Way.class,
            names = {"CONCURRENT", "SERVER_SOCKET"})
    void sigterm_lets_open_connections_end(Serving.Way way) throws Exception {
        int port = Ports.free();
        List<SocketChannel> open = new ArrayList<>();
        try (Served served = prepared(port, way, "-Ddoorbell.agent.drain=60s")) {
            served.assertServes(Served.at(port));
            SocketChannel first = connected(Served.at(port));
            open.add(first);
            awaitAccepted(served, 7);
            ProcessHandle.of(served.program().pid()).orElseThrow().destroy();
            SocketChannel waits = Served.asking(Served.at(port));
            open.add(waits);
            assertThat(stillRuns(served, 2)).as("with an open connection").isTrue();
            first.write(ByteBuffer.wrap(new byte[1]));
            Served.assertAnswered(first);
            assertThat(served.program().exitCode()).isEqualTo(TERMINATED);
        } finally {
            for (SocketChannel channel : open) {
                channel.close();
            }
        }
    }

    @Test
    @Needs("python3")
    void it_is_ready_when_its_listener_is_taken() throws Exception {
        int port = Ports.free();
        String socket = directory.resolve("notify").toString();
        try (NotifyReceiver manager = new NotifyReceiver(socket);
                Served served = prepared(
                        Map.of("NOTIFY_SOCKET", socket),
                        port,
                        Serving.Way.SERVER_SOCKET,
                        "-Ddoorbell.agent.ready=true")) {
            served.assertServes(Served.at(port));
            String ready = HexFormat.of().formatHex("READY=1".getBytes(StandardCharsets.US_ASCII));
            assertThat(manager.next()).startsWith(ready);
        }
    }

    @Test
    void a_connection_that_never_ends_does_not_keep_the_server() throws Exception {
        int port = Ports.free();
        try (Served served = prepared(port, Serving.Way.SERVER_SOCKET, "-Ddoorbell.agent.drain=500ms")) {
            served.assertServes(Served.at(port));
            try (SocketChannel open = connected(Served.at(port))) {
                awaitAccepted(served, 7);
                assertThat(open.isOpen()).isTrue();
                assertThat(served.program().terminate()).isEqualTo(TERMINATED);
            }
        }
    }
}
