package dev.doorbell.descriptors;

import dev.doorbell.Address;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.URI;
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
        return path.length > 0 ? Optional.of(new Address.File(path(path))) : abstractName(number);
    }

    /** Byte for byte: a service is often started without a locale, and its JVM takes ASCII alone for the text of a path. */
    private static Path path(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return pathByUri(bytes);
            }
        }
        return Path.of(new String(bytes, StandardCharsets.US_ASCII));
    }

    /** What a URI escapes, the JDK takes for the bytes of the path. A URI's path is absolute. */
    private static Path pathByUri(byte[] bytes) {
        boolean absolute = bytes[0] == '/';
        StringBuilder uri = new StringBuilder(absolute ? "file://" : "file:///");
        for (byte b : bytes) {
            if (b == '/') {
                uri.append('/');
            } else {
                uri.append('%').append(Character.forDigit((b & 0xf0) >> 4, 16)).append(Character.forDigit(b & 0xf, 16));
            }
        }
        Path path = Path.of(URI.create(uri.toString()));
        return absolute ? path : path.subpath(0, path.getNameCount());
    }

    /**
     * By inode, as {@code ss(8)} without netlink does it. Empty for an unnamed socket, and for one of another network
     * namespace. The kernel writes a NUL as {@code @}, and a name is read up to a newline in it.
     */
    private static Optional<Address> abstractName(int number) {
        Optional<Path> target = DescriptorPath.target(number);
        String link = target.isPresent() ? target.get().toString() : "";
        if (!link.startsWith(SOCKET_LINK)) {
            return Optional.empty();
        }
        String inode = link.substring(SOCKET_LINK.length(), link.length() - 1);
        try {
            byte[] table = Files.readAllBytes(Path.of("/proc/self/net/unix"));
            String name = nameIn(new String(table, StandardCharsets.ISO_8859_1), inode);
            return name.startsWith("@") ? Optional.of(new Address.Abstract(utf8(name.substring(1)))) : Optional.empty();
        } catch (IOException notTold) {
            // /proc is not mounted: the socket stays usable without its name
            return Optional.empty();
        }
    }

    /** Empty if no line is of that inode. A name may have a carriage return, which {@code readAllLines} would end at. */
    private static String nameIn(String table, String inode) {
        for (int start = 0; start < table.length(); ) {
            int newline = table.indexOf('\n', start);
            int end = newline < 0 ? table.length() : newline;
            String name = nameIfInode(table.substring(start, end), inode);
            if (!name.isEmpty()) {
                return name;
            }
            start = end + 1;
        }
        return "";
    }

    private static String nameIfInode(String line, String inode) {
        int at = 0;
        for (int column = 0; column < COLUMNS_BEFORE_INODE; column++) {
            at = skip(line, at, false);
            at = skip(line, at, true);
        }
        at = skip(line, at, true);
        return line.startsWith(inode + " ", at) ? line.substring(at + inode.length() + 1) : "";
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
