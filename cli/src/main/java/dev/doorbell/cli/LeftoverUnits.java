package dev.doorbell.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.doorbell.units.UnitFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.lang3.Strings;

/**
 * Socket units in a directory that an earlier run wrote for other listeners of the same service. Beside the new units, two
 * could listen on one address.
 */
final class LeftoverUnits {
    /** The longest line that systemd reads, {@code LONG_LINE_MAX}: a unit is far smaller. */
    private static final int LARGEST_UNIT = 1 << 20;

    private static final String SERVICE = ".service";
    private static final String SOCKET = ".socket";

    private LeftoverUnits() {}

    /** The socket units that are not among the files, and start the service that is. */
    static List<Path> in(Path directory, List<UnitFile> files) throws IOException {
        List<String> names = files.stream().map(UnitFile::name).toList();
        List<Path> leftovers = new ArrayList<>();
        for (String name : names) {
            if (name.endsWith(SERVICE) && Files.isDirectory(directory)) {
                // a template has one socket; the other sockets belong to the service without @, and would start it
                leftovers.addAll(
                        others(directory, Strings.CS.removeEnd(Strings.CS.removeEnd(name, SERVICE), "@"), names));
            }
        }
        return leftovers;
    }

    private static List<Path> others(Path directory, String service, List<String> written) throws IOException {
        List<Path> others = new ArrayList<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path path : all.sorted().toList()) {
                String file = String.valueOf(path.getFileName());
                boolean candidate =
                        file.equals(service + SOCKET) || (file.startsWith(service + "-") && file.endsWith(SOCKET));
                if (candidate
                        && !written.contains(file)
                        && serviceOf(path, file).equals(service + SERVICE)) {
                    others.add(path);
                }
            }
        }
        return others;
    }

    /** The service that a socket unit starts, or empty. Its name may mislead: see echo-mail.socket of echo-mail.service. */
    private static String serviceOf(Path socket, String file) throws IOException {
        String service = "";
        boolean inside = false;
        for (String line : Files.isRegularFile(socket) ? lines(socket) : List.<String>of()) {
            String text = line.strip();
            if (text.startsWith("[")) {
                inside = text.equals("[Socket]");
                service = inside && service.isEmpty() ? Strings.CS.removeEnd(file, SOCKET) + SERVICE : service;
            } else if (inside && text.matches("Service\\s*=.*")) {
                service = text.substring(text.indexOf('=') + 1).strip();
            }
        }
        return service;
    }

    /** The first lines only: a file of that name may be larger than memory. */
    private static List<String> lines(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            // any bytes are valid in this charset
            return new String(bytes.readNBytes(LARGEST_UNIT), ISO_8859_1)
                    .lines()
                    .toList();
        }
    }
}
