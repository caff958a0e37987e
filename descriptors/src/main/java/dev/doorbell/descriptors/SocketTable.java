package dev.doorbell.descriptors;

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
final class SocketTable {
    /** {@code unix}: Num, RefCount, Protocol, Flags, Type, St, Inode, and then the name. */
    static final int INODE_COLUMN_OF_UNIX = 6;

    /** {@code netlink}: sk, Eth, Pid, Groups, Rmem, Wmem, Dump, Locks, Drops, Inode. */
    static final int INODE_COLUMN_OF_NETLINK = 9;

    private static final String SOCKET_LINK = "socket:[";

    private final Path file;
    private final int inodeColumn;
    private @Nullable Map<String, String> lines;

    SocketTable(String name, int inodeColumn) {
        this.file = Path.of("/proc/self/net", name);
        this.inodeColumn = inodeColumn;
    }

    /** The line of a socket; empty for one of another network namespace, and where /proc is not mounted. */
    Optional<String> lineOf(int number) {
        Optional<Path> target = DescriptorPath.target(number);
        String link = target.isPresent() ? target.get().toString() : "";
        if (!link.startsWith(SOCKET_LINK)) {
            return Optional.empty();
        }
        String inode = link.substring(SOCKET_LINK.length(), link.length() - 1);
        return Optional.ofNullable(lines().get(inode));
    }

    private Map<String, String> lines() {
        Map<String, String> known = lines;
        if (known == null) {
            known = new HashMap<>();
            lines = known;
            try {
                index(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1), known);
            } catch (IOException notTold) {
                // the sockets stay usable without their names
            }
        }
        return known;
    }

    /** A name may have a carriage return, which {@code readAllLines} would end at, and even what looks like a line. */
    private void index(String table, Map<String, String> byInode) {
        for (int start = 0; start < table.length(); ) {
            int newline = table.indexOf('\n', start);
            int end = newline < 0 ? table.length() : newline;
            String line = table.substring(start, end);
            String inode = column(line, inodeColumn);
            if (!inode.isEmpty()) {
                byInode.putIfAbsent(inode, line);
            }
            start = end + 1;
        }
    }

    /** A column of a line, counted from 0; empty if there are not so many. */
    static String column(String line, int index) {
        int start = startOf(line, index);
        return line.substring(start, skip(line, start, false));
    }

    /** Everything behind a column and the blank after it; empty if there is nothing. */
    static String behind(String line, int index) {
        int end = skip(line, startOf(line, index), false);
        return end < line.length() ? line.substring(end + 1) : "";
    }

    private static int startOf(String line, int index) {
        int at = skip(line, 0, true);
        for (int column = 0; column < index; column++) {
            at = skip(line, skip(line, at, false), true);
        }
        return at;
    }

    private static int skip(String line, int from, boolean blanks) {
        int at = from;
        while (at < line.length() && (line.charAt(at) == ' ') == blanks) {
            at++;
        }
        return at;
    }
}
