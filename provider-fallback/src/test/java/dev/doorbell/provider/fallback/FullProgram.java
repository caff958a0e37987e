package dev.doorbell.provider.fallback;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** A program that binds the path of a stale socket with no descriptor left, then one, and so on, until that succeeds. */
final class FullProgram {
    private FullProgram() {}

    public static void main(String... arguments) throws Exception {
        Path path = Path.of(arguments[0]);
        // loads the classes of success and of failure, and JNA
        StaleSocketTest.leaveBehind(path.resolveSibling("other"));
        Fallback.bind(path.resolveSibling("other")).close();
        BindProgram.failOnce();
        Deque<FileChannel> files = new ArrayDeque<>();
        fill(files);
        while (!files.isEmpty()) {
            String told = bind(path);
            files.removeLast().close();
            System.out.println(told);
            if (told.equals("bound")) {
                return;
            }
        }
    }

    private static void fill(Deque<FileChannel> files) {
        try {
            while (true) {
                files.add(FileChannel.open(Path.of("/dev/null")));
            }
        } catch (IOException full) {
            // as wanted
        }
    }

    private static String bind(Path path) {
        try {
            Fallback.bind(path).close();
            return "bound";
        } catch (IOException | RuntimeException e) {
            return e.toString();
        }
    }
}
