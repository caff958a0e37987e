package dev.doorbell.e2e.programs;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that opens one listener, prints the native libraries that are mapped by then, and ends. */
public final class Starting {
    private Starting() {}

    /**
     * Starts.
     *
     * @param arguments the spec to open; to bind without Doorbell, none or the path of a UNIX socket
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            withoutDoorbell();
        } else if (arguments[0].startsWith("/")) {
            withoutDoorbell(arguments[0]);
        } else {
            WithDoorbell.open(arguments[0]);
        }
    }

    private static void withoutDoorbell() throws IOException {
        try (ServerSocketChannel bound = ServerSocketChannel.open()) {
            bound.bind(new InetSocketAddress("127.0.0.1", 0));
            report("bound");
        }
    }

    private static void withoutDoorbell(String path) throws IOException {
        try (ServerSocketChannel bound = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            bound.bind(UnixDomainSocketAddress.of(path));
            report("bound");
        }
    }

    private static void report(String origin) throws IOException {
        System.out.println("origin " + origin);
        for (String mapping : Files.readAllLines(Path.of("/proc/self/maps"))) {
            int path = mapping.indexOf('/');
            // JNA's own library is unpacked into a file with another suffix than .so
            if (path >= 0 && mapping.contains(" r-xp ")) {
                System.out.println("library " + mapping.substring(path));
            }
        }
        System.out.println("ready");
    }

    /** The start with Doorbell, apart from the rest, so that its classes are loaded only if it is called. */
    private static final class WithDoorbell {
        static void open(String spec) throws IOException {
            try (Listeners listeners = Doorbell.open(ListenerSpec.parse(spec))) {
                report(listeners.activated() ? "inherited" : "bound");
            }
        }
    }
}
