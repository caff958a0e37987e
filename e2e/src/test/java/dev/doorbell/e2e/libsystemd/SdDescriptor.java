package dev.doorbell.e2e.libsystemd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A descriptor that every_descriptor.c made.
 *
 * @param label its description
 * @param number its number
 * @param port its port, 0 if it has none
 */
public record SdDescriptor(String label, int number, int port) {
    private static final int LARGEST_PORT = 65535;

    /** Returns the descriptors of the list that this machine made, and some that are not open. */
    public static List<SdDescriptor> in(Path directory) throws IOException {
        List<SdDescriptor> open = new ArrayList<>();
        for (String[] line : lines(directory)) {
            if (!line[1].equals("0")) {
                open.add(new SdDescriptor(line[0], Integer.parseInt(line[1]), Integer.parseInt(line[2])));
            }
        }
        SdDescriptor maker = open.remove(0);
        if (!maker.label().equals("pid")) {
            throw new IOException("no pid in the first line");
        }
        open.add(new SdDescriptor("closed", 999, 0));
        open.add(new SdDescriptor("huge", Integer.MAX_VALUE, 0));
        open.add(new SdDescriptor("negative", -1, 0));
        open.add(new SdDescriptor("least", Integer.MIN_VALUE, 0));
        return open;
    }

    /** Returns the process that made them. */
    static long pid(Path directory) throws IOException {
        return Long.parseLong(lines(directory).get(0)[1]);
    }

    /** Returns the labels of the descriptors that this machine cannot make. */
    static List<String> missing(Path directory) throws IOException {
        List<String> missing = new ArrayList<>();
        for (String[] line : lines(directory)) {
            if (line[1].equals("0")) {
                missing.add(line[0]);
            }
        }
        return missing;
    }

    private static List<String[]> lines(Path directory) throws IOException {
        List<String[]> lines = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve("descriptors"))) {
            lines.add(line.split(" ", 3));
        }
        return lines;
    }

    /** Returns the ports to ask for: any, its own, others. */
    List<Integer> ports() {
        return port == 0 ? List.of(0, 1, LARGEST_PORT) : List.of(0, port, port == 1 ? 2 : port - 1);
    }
}
