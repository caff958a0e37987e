package dev.doorbell.agent.adoption;

import dev.doorbell.spec.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The connections of listeners that this process has open, as the kernel lists them: whatever has accepted them. One that waits
 * to be accepted has no inode there yet.
 */
final class OpenConnections {
    private static final Path TABLES = Path.of("/proc/self/net");
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final String[] TCP = {"tcp", "tcp6"};
    private static final String LISTENING = "0A";
    private static final String CONNECTED = "03";

    // proc(5): sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode
    private static final int TCP_LOCAL = 1;
    private static final int TCP_STATE = 3;
    private static final int TCP_INODE = 9;

    // unix: Num RefCount Protocol Flags Type St Inode Path
    private static final int UNIX_STATE = 5;
    private static final int UNIX_INODE = 6;
    private static final int UNIX_PATH = 7;

    private final Set<String> ports = new HashSet<>();
    private final Set<String> paths = new HashSet<>();

    /** Counts those of a listener at the address, too. */
    void add(Address address) {
        if (address instanceof Address.Ip ip) {
            ports.add(String.format(Locale.ROOT, ":%04X", ip.port()));
        } else {
            paths.add(address.toString());
        }
    }

    int count() throws IOException {
        Set<String> sockets = new HashSet<>();
        for (String table : ports.isEmpty() ? new String[0] : TCP) {
            for (String line : lines(table)) {
                addTcp(line.trim().split(" +"), sockets);
            }
        }
        for (String line : paths.isEmpty() ? new String[0] : lines("unix")) {
            addUnix(line.split(" +", UNIX_PATH + 1), sockets);
        }
        return sockets.isEmpty() ? 0 : own(sockets);
    }

    /** Without IPv6, a system has no table of it. */
    private static String[] lines(String table) throws IOException {
        try {
            return Files.readString(TABLES.resolve(table), StandardCharsets.ISO_8859_1)
                    .split("\n");
        } catch (NoSuchFileException absent) {
            return new String[0];
        }
    }

    private void addTcp(String[] columns, Set<String> sockets) {
        if (columns.length > TCP_INODE
                && !columns[TCP_STATE].equals(LISTENING)
                && ports.contains(columns[TCP_LOCAL].substring(columns[TCP_LOCAL].length() - 5))) {
            sockets.add(columns[TCP_INODE]);
        }
    }

    private void addUnix(String[] columns, Set<String> sockets) {
        if (columns.length > UNIX_PATH && columns[UNIX_STATE].equals(CONNECTED) && paths.contains(columns[UNIX_PATH])) {
            sockets.add(columns[UNIX_INODE]);
        }
    }

    private static int own(Set<String> sockets) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                count += sockets.contains(inode(descriptor)) ? 1 : 0;
            }
        }
        return count;
    }

    private static String inode(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("socket:[") ? target.substring("socket:[".length(), target.length() - 1) : "";
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
