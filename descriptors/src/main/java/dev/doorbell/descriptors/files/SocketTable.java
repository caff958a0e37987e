package dev.doorbell.descriptors.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table of sockets that the kernel writes below {@code /proc/self/net}, by inode, as {@code ss(8)} without netlink
 * reads it. Read once, when it is first needed: a thousand sockets of one hand-over share it.
 */
public final class SocketTable {
    /** {@code unix}: Num, RefCount, Protocol, Flags, Type, St, Inode, and then the name. */
    private static final int INODE_COLUMN_OF_UNIX = 6;

    /** {@code netlink}: sk, Eth, Pid, Groups, Rmem, Wmem, Dump, Locks, Drops, Inode. */
    private static final int INODE_COLUMN_OF_NETLINK = 9;

    private static final String SOCKET_LINK = "socket:[";

    private static final int DIGITS_OF_ADDRESS = 8;
    private static final int HEXADECIMAL = 16;

    private static final String FORGED = "";

    private final Path file;
    private final String behindAddress;
    private final int inodeColumn;
    private @Nullable Map<String, String> entries;

    /**
     * A table that is not read yet.
     *
     * @param behindAddress what follows the address in the kernel that each entry begins with
     */
    private SocketTable(String name, String behindAddress, int inodeColumn) {
        this.file = Path.of("/proc/self/net", name);
        this.behindAddress = behindAddress;
        this.inodeColumn = inodeColumn;
    }

    public static SocketTable unix() {
        return new SocketTable("unix", ": ", INODE_COLUMN_OF_UNIX);
    }

    public static SocketTable netlink() {
        return new SocketTable("netlink", " ", INODE_COLUMN_OF_NETLINK);
    }

    /** The entry of a socket; empty for one of another network namespace, and where /proc is not mounted. */
    public Optional<String> entryOf(int number) {
        Optional<Path> target = DescriptorPath.target(number);
        String link = target.isPresent() ? target.get().toString() : "";
        if (!link.startsWith(SOCKET_LINK)) {
            return Optional.empty();
        }
        String inode = link.substring(SOCKET_LINK.length(), link.length() - 1);
        String entry = entries().get(inode);
        return entry == null || entry.equals(FORGED) ? Optional.empty() : Optional.of(entry);
    }

    private Map<String, String> entries() {
        Map<String, String> known = entries;
        if (known == null) {
            known = new HashMap<>();
            entries = known;
            try {
                index(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1), known);
            } catch (IOException notTold) {
                // the sockets stay usable without their names
            }
        }
        return known;
    }

    /** The first line is the heading, and begins no entry. */
    private void index(String table, Map<String, String> byInode) {
        for (int start = endOfEntry(table, 0) + 1; start < table.length(); ) {
            int end = endOfEntry(table, start);
            String entry = table.substring(start, end);
            // the same inode twice: a name with a newline pretends to be an entry, and which one is unknown
            if (byInode.putIfAbsent(column(entry, inodeColumn), entry) != null) {
                byInode.put(column(entry, inodeColumn), FORGED);
            }
            start = end + 1;
        }
    }

    /** The newline that ends an entry: what follows it is the next one, and not the rest of a name with a newline. */
    private int endOfEntry(String table, int start) {
        int newline = table.indexOf('\n', start);
        while (newline >= 0 && newline + 1 < table.length() && !startsEntry(table, newline + 1)) {
            newline = table.indexOf('\n', newline + 1);
        }
        return newline < 0 ? table.length() : newline;
    }

    /** An address in the kernel has 8 or 16 digits. */
    private boolean startsEntry(String table, int start) {
        int at = start;
        while (at < table.length() && Character.digit(table.charAt(at), HEXADECIMAL) >= 0) {
            at++;
        }
        return at - start >= DIGITS_OF_ADDRESS && table.startsWith(behindAddress, at);
    }

    /** A column of an entry, counted from 0; empty if there are not so many. */
    public static String column(String entry, int index) {
        int start = startOf(entry, index);
        return entry.substring(start, skip(entry, start, false));
    }

    /** The name in an entry of {@link #unix()}: everything after the inode and a blank; empty if there is nothing. */
    public static String nameIn(String entry) {
        int end = skip(entry, startOf(entry, INODE_COLUMN_OF_UNIX), false);
        return end < entry.length() ? entry.substring(end + 1) : "";
    }

    private static int startOf(String entry, int index) {
        int at = skip(entry, 0, true);
        for (int column = 0; column < index; column++) {
            at = skip(entry, skip(entry, at, false), true);
        }
        return at;
    }

    private static int skip(String entry, int from, boolean blanks) {
        int at = from;
        while (at < entry.length() && (entry.charAt(at) == ' ') == blanks) {
            at++;
        }
        return at;
    }
}
