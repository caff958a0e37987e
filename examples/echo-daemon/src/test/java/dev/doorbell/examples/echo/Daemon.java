package dev.doorbell.examples.echo;

import dev.doorbell.Listener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An echo daemon that serves listeners in a thread of its own. */
final class Daemon {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Thread thread = new Thread();

    void serve(Listener... listeners) throws IOException {
        Serving serving = new Serving(
                new Incoming(null),
                new Conversations(),
                new Output(new PrintStream(out, false, StandardCharsets.UTF_8)),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        thread = new Thread(() -> {
            try {
                serving.serve(List.of(listeners));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    Thread thread() {
        return thread;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
