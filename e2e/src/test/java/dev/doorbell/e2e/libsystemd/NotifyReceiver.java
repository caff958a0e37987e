package dev.doorbell.e2e.libsystemd;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.doorbell.e2e.fixture.Paths;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The program notify_receiver.py, which listens in place of a service manager. It is killed after a while. */
final class NotifyReceiver implements AutoCloseable {
    private static final String PROGRAM = Paths.script("notify_receiver.py");

    private static final long BOUND_SECONDS = 100;

    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;

    NotifyReceiver(String address) throws IOException {
        process = new ProcessBuilder(List.of("python3", PROGRAM, address))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = process.inputReader(UTF_8);
        questions = process.outputWriter(UTF_8);
        CompletableFuture.delayedExecutor(BOUND_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        answer();
    }

    /** Returns the next message, with its descriptors. */
    String next() throws IOException {
        questions.write("\n");
        questions.flush();
        return answer();
    }

    private String answer() throws IOException {
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException(PROGRAM + " has ended");
        }
        return answer;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
