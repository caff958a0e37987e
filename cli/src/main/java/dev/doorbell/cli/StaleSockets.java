package dev.doorbell.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.doorbell.units.UnitFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Socket units that an earlier run wrote for other listeners of the same service. The new units would stand beside them,
 * and two of them may listen on one address.
 */
final class StaleSockets {
    /** Far more than a unit has: the longest line that systemd reads, {@code LONG_LINE_MAX}, has so many. */
    private static final int LARGEST_UNIT = 1 << 20;

    private static final String SERVICE = ".service";
    private static final String SOCKET = ".socket";

    private StaleSockets() {}

    static void refuse(Path folder, List<UnitFile> files) throws IOException {
        List<Path> stale = new ArrayList<>();
        for (UnitFile file : files) {
            if (file.name().endsWith(SERVICE) && Files.isDirectory(folder)) {
                // a template has no sockets of another name, and those of the plain service would start that
                stale.addAll(others(folder, file.name().replace("@" + SERVICE, SERVICE), names(files)));
            }
        }
        if (!stale.isEmpty()) {
            throw new UnitOutput.Refusal("Other sockets of this service are there: " + joined(stale)
                    + ". Stop and remove them, or choose another folder.");
        }
    }

    private static List<Path> others(Path folder, String service, List<String> written) throws IOException {
        String name = service.substring(0, service.length() - SERVICE.length());
        List<Path> others = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path path : all) {
                String file = String.valueOf(path.getFileName());
                boolean candidate =
                        file.equals(name + SOCKET) || (file.startsWith(name + "-") && file.endsWith(SOCKET));
                if (candidate && !written.contains(file) && service.equals(serviceOf(path, file))) {
                    others.add(path);
                }
            }
        }
        others.sort(null);
        return others;
    }

    /** Names do not say it: {@code echo-mail.socket} may be that of {@code echo-mail.service}. Empty if it has none. */
    private static String serviceOf(Path socket, String file) throws IOException {
        String service = "";
        boolean inside = false;
        for (String line : Files.isRegularFile(socket) ? lines(socket) : List.<String>of()) {
            String text = line.strip();
            if (text.startsWith("[")) {
                inside = text.equals("[Socket]");
                service = inside && service.isEmpty() ? withoutSuffix(file) + SERVICE : service;
            } else if (inside && text.matches("Service\\s*=.*")) {
                service = text.substring(text.indexOf('=') + 1).strip();
            }
        }
        return service;
    }

    /** Those of its head: a file of that name may be anything, and larger than memory. */
    private static List<String> lines(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            // whatever they are, they can be read as these
            return new String(bytes.readNBytes(LARGEST_UNIT), ISO_8859_1)
                    .lines()
                    .toList();
        }
    }

    private static String withoutSuffix(String socket) {
        return socket.substring(0, socket.length() - SOCKET.length());
    }

    private static List<String> names(List<UnitFile> files) {
        return files.stream().map(UnitFile::name).toList();
    }

    private static String joined(List<Path> paths) {
        return String.join(", ", paths.stream().map(Path::toString).toList());
    }
}
