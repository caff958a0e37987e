package dev.doorbell.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.needs.Needs;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The transports of Netty, which bind in native code of their own. */
@Timeout(120)
@Needs({"cc", "strace"})
class AgentNettyIT {
    @TempDir
    private Path directory;

    private AgentServer prepared(String option, String passed, NettyServing.Transport transport) throws Exception {
        List<String> program = AgentServer.program(NettyServing.class, transport.name());
        program.set(1, program.get(1) + File.pathSeparator + netty());
        return AgentServer.prepare(directory, List.of(option, passed), List.of(), program);
    }

    private static String netty() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(jar -> Path.of(jar).getFileName().toString().startsWith("netty-"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @ParameterizedTest
    @EnumSource(
            value = NettyServing.Transport.class,
            names = {"NIO", "EPOLL", "EPOLL_SHARED"})
    void a_tcp_server_serves(NettyServing.Transport transport) throws Exception {
        try (AgentServer served = prepared("--tcp", "127.0.0.1:0", transport)) {
            served.assertServes();
            served.assertAdopted();
        }
    }

    @Test
    void the_path_of_a_unix_server_stays_although_netty_deletes_it() throws Exception {
        Path path = directory.resolve("s");
        try (AgentServer served = prepared("--unix", path.toString(), NettyServing.Transport.EPOLL_UNIX)) {
            served.assertServes();
            served.assertAdopted();
            assertThat(path).exists();
        }
    }

    @Test
    void an_ipv4_socket_answers_datagrams_of_a_server_that_opened_ipv6() throws Exception {
        NettyServing.Transport transport = NettyServing.Transport.EPOLL_DATAGRAMS;
        try (AgentServer served = prepared("--udp", "127.0.0.1:0", transport);
                DatagramChannel client = DatagramChannel.open().connect(AgentServer.at(served.port()))) {
            client.write(ByteBuffer.wrap(new byte[1]));
            served.start();
            assertThat(AgentServer.read(client)).isEqualTo(3);
            served.assertAdopted();
        }
    }
}
