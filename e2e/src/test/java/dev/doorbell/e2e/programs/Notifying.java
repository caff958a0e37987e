package dev.doorbell.e2e.programs;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.WhenUnclaimed;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A service that sends each notification there is, and prints which native libraries were loaded meanwhile that are not the
 * JDK's.
 */
public final class Notifying {
    private Notifying() {}

    /**
     * Serves until a signal.
     *
     * @param args a file that ends the stop
     */
    public static void main(String[] args) throws Exception {
        Set<String> before = libraries();
        ServiceManager manager = Doorbell.serviceManager();
        manager.extendTimeout(Duration.ofMinutes(1));
        try (Listeners listeners = Doorbell.builder()
                        .listen("web=tcp://127.0.0.1:9323")
                        .whenUnclaimed(WhenUnclaimed.FAIL)
                        .open();
                Lifecycle life = Lifecycle.of(listeners)
                        .onReload(() -> System.out.println("reloads"))
                        .watchdog(() -> true)
                        .onEnd(() -> await(Path.of(args[0])))
                        .start()) {
            System.out.println(Doorbell.explain());
            System.out.println("stored: " + stored(manager));
            life.ready();
            life.status("serving");
            Set<String> loaded = libraries();
            loaded.removeAll(before);
            System.out.println("native libraries: " + loaded);
            life.awaitEnd();
        }
    }

    private static boolean stored(ServiceManager manager) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of("/proc/self/status"))) {
            return manager.descriptorStore().put("status", channel);
        }
    }

    private static Set<String> libraries() throws IOException {
        String jdk = System.getProperty("java.home");
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return new TreeSet<>(maps.filter(line -> line.contains(".so") && !line.contains(jdk))
                    .map(line -> line.substring(line.indexOf('/')))
                    .toList());
        }
    }

    private static void await(Path file) throws InterruptedException {
        while (Files.notExists(file)) {
            Thread.sleep(10);
        }
    }
}
