package dev.doorbell.provider.systemd;

import dev.doorbell.descriptors.RawDescriptors;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.channels.SelectableChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Descriptors of this process under numbers of the test's choice, as a service manager puts its own from 3 on. Each test
 * has numbers of its own, far above those that the JVM opens.
 */
public final class Numbers {
    private static final int MOST = 16;
    private static final AtomicInteger NEXT = new AtomicInteger(600);

    private final int first = NEXT.getAndAdd(MOST);
    private int count;

    public int first() {
        return first;
    }

    public int count() {
        return count;
    }

    /** Puts a copy of the channel's descriptor under the next number, and closes the channel. */
    int pass(SelectableChannel channel) throws Exception {
        try (channel) {
            int copy = RawDescriptors.duplicate(channel);
            int number = pass(copy);
            close(copy);
            return number;
        }
    }

    /** Puts a copy of a descriptor under the next number. */
    public int pass(int descriptor) throws Exception {
        int number = first + count++;
        method("dup2", int.class, int.class).invoke(null, descriptor, number);
        return number;
    }

    static void close(int number) throws Exception {
        method("close0", int.class).invoke(null, number);
    }

    static boolean isOpen(int number) {
        return Files.exists(Path.of("/proc/self/fd/" + number));
    }

    /** The descriptor's flags of {@code open(2)}, as the kernel tells them. */
    static int flags(int number) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/self/fdinfo/" + number));
        String flags = lines.stream()
                .filter(line -> line.startsWith("flags:"))
                .findFirst()
                .orElseThrow();
        return Integer.parseInt(flags.substring("flags:".length()).strip(), 8);
    }

    /** The number under which this process has a file open. */
    static int of(Path file) throws IOException {
        try (var numbers = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path number : numbers) {
                if (Files.exists(number) && Files.isSameFile(number, file)) {
                    return Integer.parseInt(number.getFileName().toString());
                }
            }
        }
        throw new IOException(file + " is not open");
    }

    public void closeAll() throws Exception {
        for (int number = first; number < first + count; number++) {
            if (isOpen(number)) {
                close(number);
            }
        }
    }

    private static Method method(String name, Class<?>... parameters) throws ReflectiveOperationException {
        Method method = Class.forName("sun.nio.ch.InheritedChannel").getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }
}
