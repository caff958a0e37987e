package dev.doorbell.e2e;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A trial for each row of README's table of kinds. */
public final class Trials {
    private static final int LARGE_DATAGRAM = 20_000;

    private Trials() {}

    public static Trial tcp(String option, String host, String uri) {
        return new Trial("TCP", option, host + ":0", uri + host + ":0", "", daemon -> Echo.overTcp(ip(daemon)));
    }

    public static Trial udp(String option, String host, String uri) {
        return new Trial("UDP", option, host + ":0", uri + host + ":0", "", daemon -> Echo.overUdp(ip(daemon)));
    }

    /** Larger than what macOS lets a socket send that was not told otherwise. */
    public static Trial largeUdp() {
        return new Trial(
                "UDP",
                "--udp",
                "127.0.0.1:0",
                "udp://127.0.0.1:0",
                "",
                daemon -> Echo.overUdp(ip(daemon), LARGE_DATAGRAM));
    }

    public static Trial unix(Path path) {
        return new Trial(
                "UNIX_STREAM",
                "--unix",
                path.toString(),
                "unix://" + path,
                quoted(path),
                daemon -> Echo.overUnix(path));
    }

    public static Trial unix(String name) {
        return abstractName("UNIX_STREAM", "--abstract", name, "unix", daemon -> Clients.run("stream", "@" + name));
    }

    public static Trial seqpacket(Path path) {
        String at = path.toString();
        return new Trial("UNIX_SEQPACKET", "--seqpacket", at, "unixpacket://" + at, quoted(path), daemon -> {
            Clients.run("seqpacket", at);
            Clients.run("seqpacket_empty", at);
        });
    }

    public static Trial seqpacket(String name) {
        return abstractName(
                "UNIX_SEQPACKET",
                "--abstract-seqpacket",
                name,
                "unixpacket",
                daemon -> Clients.run("seqpacket", "@" + name));
    }

    /** The clients are bound in the directory. */
    public static Trial datagrams(Path path, Path directory) {
        return new Trial(
                "UNIX_DATAGRAM",
                "--unixgram",
                path.toString(),
                "unixgram://" + path,
                quoted(path),
                daemon -> Clients.run("unixgram", path.toString(), directory.toString()));
    }

    /** With clients that macOS has: none has an abstract name, and none sends more than a socket takes by default. */
    public static Trial datagramsOfDarwin(Path path, Path directory) {
        Trial trial = datagrams(path, directory);
        return new Trial(
                trial.kind(),
                trial.option(),
                trial.at(),
                trial.uri(),
                trial.address(),
                daemon -> Clients.run("unixgram_of_darwin", path.toString(), directory.toString()));
    }

    public static Trial datagrams(String name, Path directory) {
        return abstractName(
                "UNIX_DATAGRAM",
                "--abstract-unixgram",
                name,
                "unixgram",
                daemon -> Clients.run("unixgram", "@" + name, directory.toString()));
    }

    public static Trial fifo(Path path) {
        return new Trial("FIFO", "--fifo", path.toString(), "fifo://" + path, quoted(path), daemon -> {
            for (String writer : new String[] {"first writer", "second writer", "third writer"}) {
                write(path, writer);
                Received.await(daemon, writer);
            }
        });
    }

    public static Trial terminal(Terminal terminal) throws IOException {
        Path device = terminal.device();
        return new Trial("SPECIAL", "--special", device.toString(), "special://" + device, quoted(device), daemon -> {
            try (SocketChannel keyboard = terminal.keyboard()) {
                Terminal.type(keyboard, "typed");
                Received.await(daemon, "typed");
                Terminal.type(keyboard, "more");
                Received.await(daemon, "more");
            }
        });
    }

    /** Of the family that anybody may send to. */
    public static Trial netlink() {
        int group = Names.netlinkGroup();
        return new Trial("NETLINK", "--netlink", "2/" + group, "netlink:2/" + group, "null", daemon -> {
            Clients.run("usersock", String.valueOf(group), "1", "5", "20000");
            Received.await(daemon, 'u', 1);
            Received.await(daemon, 'u', 5);
            Received.await(daemon, 'u', 20_000);
        });
    }

    public static Trial queue(String name) {
        return new Trial("MESSAGE_QUEUE", "--mqueue", name, "mqueue://" + name, "\"" + name + "\"", daemon -> {
            Clients.run("mqueue_send", name, "0", "1", "max");
            Received.await(daemon, "");
            Received.await(daemon, 'm', 1);
            Received.await(daemon, 'm', 8192);
        });
    }

    private static Trial abstractName(String kind, String option, String name, String scheme, Trial.Client client) {
        return new Trial(kind, option, name, scheme + ":@" + name, "\"@" + name + "\"", client);
    }

    /** Opens it, writes and closes it, as a writer of a FIFO does. */
    public static void write(Path file, String text) throws IOException {
        try (OutputStream writer = new FileOutputStream(file.toFile())) {
            writer.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String quoted(Path path) {
        return "\"" + path + "\"";
    }

    private static InetSocketAddress ip(Started daemon) throws Exception {
        return Echo.address(daemon.address(0));
    }
}
