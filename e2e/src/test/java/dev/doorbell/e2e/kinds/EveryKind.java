package dev.doorbell.e2e.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Names;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.e2e.fixture.Terminal;
import dev.doorbell.e2e.fixture.Trials;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An echo-daemon that was passed a listener of every kind, each under the name of its kind. */
final class EveryKind {
    private static final List<String> KINDS = List.of(
            "TCP",
            "UDP",
            "UNIX_STREAM",
            "UNIX_SEQPACKET",
            "UNIX_DATAGRAM",
            "FIFO",
            "SPECIAL",
            "NETLINK",
            "MESSAGE_QUEUE");

    private EveryKind() {}

    /** Returns the command. {@code between} is a command before java, such as strace. */
    static List<String> command(Path directory, Terminal terminal, String queue, String... between) throws Exception {
        List<String> command = spawn(directory, terminal, queue);
        command.addAll(List.of(between));
        return EchoDaemon.command(command, List.of(), KINDS.toArray(new String[0]));
    }

    /** Returns the command with options of java, from the class path: no manifest grants native access. */
    static List<String> commandFromClassPath(Path directory, Terminal terminal, String queue, List<String> options)
            throws Exception {
        List<String> command = spawn(directory, terminal, queue);
        command.add(Paths.JAVA);
        command.addAll(options);
        command.addAll(List.of("-cp", Paths.ECHO_DAEMON, "dev.doorbell.examples.echo.Main"));
        command.addAll(KINDS);
        return command;
    }

    private static List<String> spawn(Path directory, Terminal terminal, String queue) throws Exception {
        List<String> command = new ArrayList<>(List.of(Paths.SPAWN));
        command.addAll(List.of("--tcp", "127.0.0.1:0", "--udp", "127.0.0.1:0"));
        command.addAll(List.of("--unix", directory + "/stream", "--seqpacket", directory + "/packets"));
        command.addAll(List.of("--unixgram", directory + "/datagrams", "--fifo", directory + "/fifo"));
        command.addAll(List.of("--special", terminal.device().toString(), "--netlink"));
        command.addAll(List.of("2/" + Names.netlinkGroup(), "--mqueue", queue));
        command.addAll(List.of("--listen-pid", "self", "--fdnames", String.join(":", KINDS), "--"));
        return command;
    }

    static void use(Started daemon, Path directory, Terminal terminal, String queue) throws Exception {
        assertThat(daemon.listeners())
                .allSatisfy(line -> assertThat(line.getString("kind")).isEqualTo(line.getString("name")));
        assertThat(daemon.listeners())
                .extracting(line -> line.getInt("fd"))
                .containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11);
        Echo.overTcp(Echo.address(daemon.address(0)));
        Echo.overUdp(Echo.address(daemon.address(1)));
        Echo.overUnix(directory.resolve("stream"));
        Clients.run("seqpacket", directory + "/packets");
        Clients.run("unixgram", directory + "/datagrams", directory.toString());
        Trials.write(directory.resolve("fifo"), "written");
        awaitReceived(daemon, "FIFO", "written");
        try (SocketChannel keyboard = terminal.keyboard()) {
            Terminal.type(keyboard, "typed");
            awaitReceived(daemon, "SPECIAL", "typed");
        }
        Clients.run("usersock", String.valueOf(Names.netlinkGroup()), "3");
        awaitReceived(daemon, "NETLINK", "uuu");
        Clients.run("mqueue_send", queue, "2");
        awaitReceived(daemon, "MESSAGE_QUEUE", "mm");
    }

    private static void awaitReceived(Started daemon, String kind, String text) throws InterruptedException {
        String bytes = Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        daemon.program().outUntil("{\"name\":\"" + kind + "\",\"received\":\"" + bytes + "\"}");
    }
}
