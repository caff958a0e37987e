package dev.doorbell.e2e.probe;

import static dev.doorbell.e2e.probe.CLibrary.C;

import com.sun.jna.NativeLong;
import com.sun.jna.ptr.IntByReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Facts about sockets: their options, and the calls that they refuse. */
final class SocketFacts {
    private static final int ENOUGH = 1000;
    private static final int DATAGRAM_SIZE = 10_000;

    private final Path folder;

    SocketFacts(Path folder) {
        this.folder = folder;
    }

    List<Fact> all() {
        return List.of(
                new Fact(
                        "getsockopt(SO_ACCEPTCONN) of a listening socket",
                        "ENOPROTOOPT",
                        "1",
                        () -> RawSockets.option(RawSockets.listening(), RawSockets.SO_ACCEPTCONN)),
                new Fact(
                        "getsockopt(SO_TYPE) of a listening socket",
                        "1",
                        () -> RawSockets.option(RawSockets.listening(), RawSockets.SO_TYPE)),
                new Fact(
                        "getpeername of a listening socket", "ENOTCONN", () -> RawSockets.peer(RawSockets.listening())),
                new Fact("getpeername of a connection that both ends have shut", "EINVAL", "ENOTCONN", this::shut),
                new Fact(
                        "proc_pidfdinfo of a listening socket: bytes, type, family, SO_ACCEPTCONN",
                        "792, 1, 2, true",
                        "no such function",
                        () -> info(RawSockets.listening())),
                new Fact(
                        "proc_pidfdinfo of a connection: bytes, type, family, SO_ACCEPTCONN",
                        "792, 1, 2, false",
                        "no such function",
                        () -> info(RawSockets.connection()[1])),
                new Fact("device and inode of two TCP sockets are the same", "true", "false", this::sameFile),
                new Fact("127.0.0.1:p listens beside *:p, both with SO_REUSEADDR", "0", "EADDRINUSE", this::beside),
                new Fact("a datagram of 10000 bytes over UDP", "EMSGSIZE", "10000", () -> large(0)),
                new Fact("the same after SO_SNDBUF was raised", "10000", () -> large(1 << 16)),
                new Fact("connect to a UNIX listener with a full backlog", "ECONNREFUSED", "EAGAIN", this::full),
                new Fact("datagram connect to the file of a listener that lives", "EPROTOTYPE", this::live),
                new Fact("datagram connect to the file of a listener that is closed", "ECONNREFUSED", this::stale),
                new Fact("a datagram to a full UNIX receiver", "ENOBUFS", "EAGAIN", this::fullReceiver),
                new Fact("bytes of the address of an unnamed UNIX sender", "16", "0", this::unnamed),
                new Fact("FIOCLEX, and F_GETFD after it", "0, 1", this::closeOnExec));
    }

    private String shut() throws Exception {
        int[] ends = RawSockets.connection();
        C.shutdown(ends[0], 1);
        C.shutdown(ends[1], 1);
        // the end of the stream has arrived
        C.read(ends[0], new byte[1], new NativeLong(1));
        C.read(ends[1], new byte[1], new NativeLong(1));
        return RawSockets.peer(ends[1]);
    }

    /** Returns fields of a {@code struct socket_fdinfo} of bsd/sys/proc_info.h. */
    private static String info(int socket) {
        byte[] buffer = new byte[792];
        int size = C.proc_pidfdinfo((int) ProcessHandle.current().pid(), socket, 3, buffer, buffer.length);
        ByteBuffer fields = ByteBuffer.wrap(buffer).order(ByteOrder.nativeOrder());
        boolean listens = (fields.getShort(188) & 2) != 0;
        return size + ", " + fields.getInt(176) + ", " + fields.getInt(184) + ", " + listens;
    }

    private String sameFile() throws Exception {
        return String.valueOf(file(RawSockets.listening()).equals(file(RawSockets.listening())));
    }

    private static String file(int socket) throws Exception {
        Path path = Path.of("/dev/fd/" + socket);
        return Files.getAttribute(path, "unix:dev") + ":" + Files.getAttribute(path, "unix:ino");
    }

    private String beside() throws Exception {
        int every = RawSockets.open(RawSockets.INET, RawSockets.STREAM);
        RawSockets.set(every, RawSockets.SO_REUSEADDR, 1);
        C.bind(every, RawSockets.inet(0, 0), 16);
        C.listen(every, 5);
        int one = RawSockets.open(RawSockets.INET, RawSockets.STREAM);
        RawSockets.set(one, RawSockets.SO_REUSEADDR, 1);
        int bound = C.bind(one, RawSockets.inet(RawSockets.port(every), 127), 16);
        return bound < 0 ? Errno.of(bound) : Errno.of(C.listen(one, 5));
    }

    private static String large(int buffer) throws Exception {
        int receiver = RawSockets.open(RawSockets.INET, RawSockets.DATAGRAM);
        C.bind(receiver, RawSockets.inet(0, 127), 16);
        int sender = RawSockets.open(RawSockets.INET, RawSockets.DATAGRAM);
        if (buffer > 0) {
            RawSockets.set(sender, RawSockets.SO_SNDBUF, buffer);
        }
        return Errno.of(RawSockets.send(sender, DATAGRAM_SIZE, RawSockets.inet(RawSockets.port(receiver), 127)));
    }

    private String full() throws Exception {
        Path path = folder.resolve("full");
        RawSockets.listening(path, 1);
        for (int i = 0; i < ENOUGH; i++) {
            int client = RawSockets.open(RawSockets.UNIX, RawSockets.STREAM);
            RawSockets.neverWait(client);
            String answer = RawSockets.connected(client, path);
            if (!answer.equals("0")) {
                return answer;
            }
        }
        return "never full";
    }

    private String live() throws Exception {
        Path path = folder.resolve("live");
        RawSockets.listening(path, 5);
        return RawSockets.connected(RawSockets.open(RawSockets.UNIX, RawSockets.DATAGRAM), path);
    }

    private String stale() throws Exception {
        Path path = folder.resolve("stale");
        C.close(RawSockets.listening(path, 5));
        return RawSockets.connected(RawSockets.open(RawSockets.UNIX, RawSockets.DATAGRAM), path);
    }

    private String fullReceiver() throws Exception {
        Path path = folder.resolve("receiver");
        RawSockets.bound(RawSockets.DATAGRAM, path);
        int sender = RawSockets.open(RawSockets.UNIX, RawSockets.DATAGRAM);
        for (int i = 0; i < ENOUGH; i++) {
            long sent = RawSockets.send(sender, 512, RawSockets.unix(path));
            if (sent < 0) {
                return Errno.of(sent);
            }
        }
        return "never full";
    }

    private String unnamed() throws Exception {
        Path path = folder.resolve("unnamed");
        int receiver = RawSockets.bound(RawSockets.DATAGRAM, path);
        RawSockets.send(RawSockets.open(RawSockets.UNIX, RawSockets.DATAGRAM), 1, RawSockets.unix(path));
        IntByReference length = new IntByReference(128);
        C.recvfrom(receiver, new byte[1], new NativeLong(1), 0, new byte[128], length);
        return String.valueOf(length.getValue());
    }

    private String closeOnExec() throws Exception {
        int socket = RawSockets.listening();
        int result = C.ioctl(socket, new NativeLong(Platform.number(0x20006601, 0x5451), true));
        return Errno.of(result) + ", " + Errno.of(C.fcntl(socket, 1));
    }
}
