package dev.doorbell.e2e.probe;

import static dev.doorbell.e2e.probe.CLibrary.C;

import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Facts about paths, descriptors and libraries. */
final class FileFacts {
    /** A number that is not open in such a small process. */
    private static final int CLOSED = 900;

    /** The folder of a libSystem; on other systems than macOS the tests have their own. */
    private static final boolean STAND_IN = System.getProperty("jna.library.path") != null;

    private static final int F_GETPATH = 50;
    private static final int PATH_MAX = 1024;

    private final Path folder;

    FileFacts(Path folder) {
        this.folder = folder;
    }

    List<Fact> all() {
        return List.of(
                new Fact("open of /dev/fd/N, N closed", "EBADF", "ENOENT", () -> opened(CLOSED)),
                new Fact(
                        "the JDK's exception for /dev/fd/N, N closed",
                        "FileSystemException",
                        "NoSuchFileException",
                        FileFacts::exception),
                new Fact(
                        "open of /dev/fd/N of a kqueue, and dup(N)",
                        "EBADF, open",
                        "no such function",
                        FileFacts::kqueue),
                new Fact("poll of /dev/null", "POLLNVAL", "ready", () -> polled("/dev/null")),
                new Fact("poll of /dev/zero", "POLLNVAL", "ready", () -> polled("/dev/zero")),
                new Fact("fcntl(F_GETPATH) of a file, with variable arguments", "its path", "EINVAL", this::path),
                new Fact("longest path of a socket that the JDK binds", "102", "106", this::longest),
                new Fact("bind of a path of 103 bytes", "bound", this::longestOfAll),
                new Fact("library System", "found", STAND_IN ? "found" : "not found", () -> library("System")),
                new Fact(
                        "library /usr/lib/libSystem.B.dylib",
                        "found",
                        "not found",
                        () -> library("/usr/lib/libSystem.B.dylib")),
                new Fact("library c", "found", () -> library("c")));
    }

    private static String opened(int number) {
        int opened = C.open("/dev/fd/" + number, 0);
        return opened < 0 ? Errno.of(opened) : "open";
    }

    private static String exception() {
        try {
            return String.valueOf(Files.readAttributes(Path.of("/dev/fd/" + CLOSED), BasicFileAttributes.class));
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
    }

    private static String kqueue() {
        int queue = C.kqueue();
        return opened(queue) + ", " + (C.dup(queue) < 0 ? Errno.of(-1) : "open");
    }

    /**
     * Returns the result of a poll, with a {@code struct pollfd} of the descriptor, the requested and the returned
     * events.
     */
    private static String polled(String path) {
        ByteBuffer entry = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
        entry.putInt(0, C.open(path, 0)).putShort(4, (short) 1);
        int result = C.poll(entry.array(), new NativeLong(1), 0);
        if (result < 0) {
            return Errno.of(result);
        }
        return (entry.getShort(6) & 0x20) != 0 ? "POLLNVAL" : result == 0 ? "nothing" : "ready";
    }

    private String path() throws IOException {
        Path file = Files.createFile(folder.resolve("file")).toRealPath();
        byte[] buffer = new byte[PATH_MAX];
        int result = C.fcntl(C.open(file.toString(), 0), F_GETPATH, buffer);
        if (result < 0) {
            return Errno.of(result);
        }
        String found = new String(buffer, StandardCharsets.UTF_8);
        return found.startsWith(file + "\0") ? "its path" : found.strip();
    }

    /** Returns the longest path of a socket. The file system allows longer names. */
    private String longest() throws IOException {
        int longest = 0;
        for (int length = 90; length < 120; length++) {
            String name = "x".repeat(length - folder.toString().length() - 1);
            try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel.bind(UnixDomainSocketAddress.of(folder.resolve(name)));
                longest = length;
            } catch (IOException tooLong) {
                return String.valueOf(longest);
            }
        }
        return "at least " + longest;
    }

    private String longestOfAll() throws IOException {
        String name = "y".repeat(103 - folder.toString().length() - 1);
        RawSockets.bound(RawSockets.STREAM, folder.resolve(name));
        return "bound";
    }

    private static String library(String name) {
        try {
            return NativeLibrary.getInstance(name) == null ? "none" : "found";
        } catch (UnsatisfiedLinkError e) {
            return "not found";
        }
    }
}
