package dev.doorbell.descriptors;

import dev.doorbell.Address;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The name that a UNIX socket is bound to. The JDK gives paths, and drops abstract names. */
final class UnixNames {
    private static final String SOCKET_LINK = "socket:[";

    /** Of {@code /proc/net/unix}: Num, RefCount, Protocol, Flags, Type, St, Inode, and then the name. */
    private static final int COLUMNS_BEFORE_INODE = 6;

    private UnixNames() {}

    static Optional<Address> of(int number, FileDescriptor descriptor) throws IOException {
        byte[] path = SunNioCh.unixLocalAddress0(descriptor);
        return path.length > 0
                ? Optional.of(new Address.File(Path.of(new String(path, StandardCharsets.UTF_8))))
                : abstractName(number);
    }

    /** By inode, as {@code ss(8)} without netlink does it. Empty for an unnamed socket. */
    private static Optional<Address> abstractName(int number) {
        Optional<String> link = DescriptorPath.target(number);
        if (link.isEmpty() || !link.get().startsWith(SOCKET_LINK)) {
            return Optional.empty();
        }
        String inode = link.get().substring(SOCKET_LINK.length(), link.get().length() - 1);
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/net/unix"), StandardCharsets.ISO_8859_1)) {
                String name = nameIfInode(line, inode);
                if (name.startsWith("@")) {
                    return Optional.of(new Address.Abstract(utf8(name.substring(1))));
                }
            }
        } catch (IOException notTold) {
            // /proc is not mounted: the socket stays usable without its name
        }
        return Optional.empty();
    }

    private static String nameIfInode(String line, String inode) {
        int at = 0;
        for (int column = 0; column < COLUMNS_BEFORE_INODE; column++) {
            at = skip(line, at, false);
            at = skip(line, at, true);
        }
        at = skip(line, at, true);
        if (!line.startsWith(inode + " ", at)) {
            return "";
        }
        return line.substring(at + inode.length() + 1);
    }

    private static int skip(String line, int from, boolean blanks) {
        int at = from;
        while (at < line.length() && (line.charAt(at) == ' ') == blanks) {
            at++;
        }
        return at;
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
