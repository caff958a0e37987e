package dev.doorbell.descriptors;

import dev.doorbell.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The names of UNIX sockets as the kernel lists them, in {@code /proc/net/unix}: {@code @} stands before an abstract name
 * and for each NUL in it, and the bytes are as they were bound, also a newline. By inode, as {@code ss(8)} finds them
 * without netlink.
 */
final class UnixTable {
    private static final Path TABLE = Path.of("/proc/self/net/unix");
    private static final int DIGITS_OF_ADDRESS = 8;
    private static final String SOCKET_LINK = "socket:[";

    /** Num, RefCount, Protocol, Flags, Type, St, Inode, and then the name. */
    private static final int COLUMNS_BEFORE_INODE = 6;

    private UnixTable() {}

    /** An abstract name as the table writes it. */
    static String listed(Address.Abstract name) {
        byte[] bytes = name.name().getBytes(StandardCharsets.UTF_8);
        return "@" + new String(bytes, StandardCharsets.ISO_8859_1).replace('\0', '@');
    }

    /**
     * The name of a socket, one character for each byte; empty if it has none.
     *
     * @throws IOException if the table does not tell: it has the sockets of this network namespace alone
     */
    static String name(int number) throws IOException {
        Optional<String> name = find(number);
        if (name.isEmpty()) {
            throw new NoSuchFileException(
                    TABLE.toString(),
                    null,
                    "should list the UNIX socket fd " + number + " and does not. Run the program in the network"
                            + " namespace of the socket");
        }
        return name.get();
    }

    /** Empty if the table does not have the socket. */
    static Optional<String> find(int number) throws IOException {
        Optional<Path> target = DescriptorPath.target(number);
        String link = target.isPresent() ? target.get().toString() : "";
        if (!link.startsWith(SOCKET_LINK)) {
            return Optional.empty();
        }
        String inode = link.substring(SOCKET_LINK.length(), link.length() - 1);
        String table = new String(Files.readAllBytes(TABLE), StandardCharsets.ISO_8859_1);
        // the first line is the heading
        for (int start = endOfEntry(table, 0); start < table.length(); ) {
            int end = endOfEntry(table, start);
            int name = afterInode(table.substring(start, end), inode);
            if (name > 0) {
                return Optional.of(table.substring(Math.min(start + name, end), end));
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    /** The newline that ends an entry: what follows it is the next one, and not the rest of a name with a newline. */
    private static int endOfEntry(String table, int start) {
        int newline = table.indexOf('\n', start);
        while (newline >= 0 && newline + 1 < table.length() && !startsEntry(table, newline + 1)) {
            newline = table.indexOf('\n', newline + 1);
        }
        return newline < 0 ? table.length() : newline;
    }

    /** An address in the kernel, of 8 or 16 digits, and a colon. */
    private static boolean startsEntry(String table, int start) {
        int at = start;
        while (at < table.length() && Character.digit(table.charAt(at), 16) >= 0) {
            at++;
        }
        return at - start >= DIGITS_OF_ADDRESS && table.startsWith(": ", at);
    }

    /** Where the name begins, if the entry is that of the inode; else -1. */
    private static int afterInode(String entry, String inode) {
        int at = 0;
        for (int column = 0; column < COLUMNS_BEFORE_INODE; column++) {
            at = skip(entry, at, false);
            at = skip(entry, at, true);
        }
        at = skip(entry, at, true);
        int end = skip(entry, at, false);
        return entry.substring(at, end).equals(inode) ? end + 1 : -1;
    }

    private static int skip(String entry, int from, boolean blanks) {
        int at = from;
        while (at < entry.length() && (entry.charAt(at) == ' ') == blanks) {
            at++;
        }
        return at;
    }
}
