package dev.doorbell.benchmarks.programs;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opens many listeners, and leaves in a file how long that took and what memory it took. */
public final class OpeningMany {
    private static final double NANOS_PER_MICRO = 1e3;

    private OpeningMany() {}

    /**
     * Opens them.
     *
     * @param args how many; {@code doorbell} for those that were passed as n0, n1, ..., or {@code jdk}, which binds as many;
     *     the file
     */
    public static void main(String[] args) throws IOException {
        int count = Integer.parseInt(args[0]);
        ListenerSpec[] specs = new ListenerSpec[count];
        for (int index = 0; index < count; index++) {
            specs[index] = ListenerSpec.named("n" + index);
        }
        long heapBefore = heap();
        long residentBefore = resident();
        long start = System.nanoTime();
        Object kept = args[1].equals("doorbell") ? adopted(specs) : bound(count);
        double micros = (System.nanoTime() - start) / NANOS_PER_MICRO;
        long resident = resident() - residentBefore;
        Files.writeString(
                Path.of(args[2]), micros + " " + (heap() - heapBefore) + " " + resident + " " + kept.hashCode());
    }

    private static Object adopted(ListenerSpec... specs) throws IOException {
        List<ServerSocketChannel> channels = new ArrayList<>();
        List<Listener> listeners = Doorbell.open(specs).all();
        for (Listener listener : listeners) {
            channels.add(listener.serverSocketChannel());
        }
        return List.of(channels, listeners);
    }

    private static Object bound(int count) throws IOException {
        List<ServerSocketChannel> channels = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            channels.add(ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0)));
        }
        return channels;
    }

    /** Bytes in use, after the garbage is gone. */
    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int times = 0; times < 3; times++) {
            runtime.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }

    private static long resident() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
            }
        }
        throw new IOException("no VmRSS");
    }
}
