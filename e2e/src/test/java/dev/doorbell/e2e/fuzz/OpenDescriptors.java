package dev.doorbell.e2e.fuzz;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The open descriptors of this process, and the calls of the JDK that place them. */
final class OpenDescriptors {
    private static final Path DIRECTORY = Path.of("/proc/self/fd");

    private OpenDescriptors() {}

    /**
     * The file of a number.
     *
     * @param target its link: a path, {@code socket:[INODE]}, {@code anon_inode:[eventfd]}
     * @param state its position and flags, O_NONBLOCK and FD_CLOEXEC among them; empty for a copy in the store
     */
    record Opened(String target, String state) {}

    /** Returns every open number, without that of the listing itself. */
    static SortedMap<Integer, Opened> now() throws IOException {
        SortedMap<Integer, Opened> open = new TreeMap<>();
        try (DirectoryStream<Path> numbers = Files.newDirectoryStream(DIRECTORY)) {
            for (Path number : numbers) {
                put(open, number);
            }
        }
        open.values().removeIf(opened -> opened.target().matches("/proc/\\d+/fd"));
        return open;
    }

    private static void put(SortedMap<Integer, Opened> open, Path number) throws IOException {
        try {
            String target = Files.readSymbolicLink(number).toString();
            int key = Integer.parseInt(number.getFileName().toString());
            open.put(key, new Opened(target, key < FuzzCase.STORE ? state(key) : ""));
        } catch (NoSuchFileException closedMeanwhile) {
            // the number of the listing
        }
    }

    private static String state(int number) throws IOException {
        String info = Files.readString(Path.of("/proc/self/fdinfo/" + number));
        return info.substring(0, info.indexOf('\n', info.indexOf("flags:")));
    }

    static void copy(int number, int onto) throws IOException {
        call("InheritedChannel", "dup2", new Class<?>[] {int.class, int.class}, number, onto);
    }

    static void close(int number) throws IOException {
        call("InheritedChannel", "close0", new Class<?>[] {int.class}, number);
    }

    static void setBlocking(int number, boolean blocking) throws IOException {
        Object descriptor = call("IOUtil", "newFD", new Class<?>[] {int.class}, number);
        Class<?>[] types = {FileDescriptor.class, boolean.class};
        call("IOUtil", "configureBlocking", types, descriptor, blocking);
    }

    private static @Nullable Object call(String type, String name, Class<?>[] types, @Nullable Object... arguments)
            throws IOException {
        try {
            Method method = Class.forName("sun.nio.ch." + type).getDeclaredMethod(name, types);
            method.setAccessible(true);
            return method.invoke(null, arguments);
        } catch (ReflectiveOperationException e) {
            throw new IOException(name + Arrays.toString(arguments), e);
        }
    }
}
