package dev.doorbell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs beside the test. It is killed at the end of the test at the latest. */
public final class Program implements AutoCloseable {
    private static final long BOUND_SECONDS = 60;

    private final Process process;
    private final Output out;
    private final Output err;

    private Program(Process process) {
        this.process = process;
        this.out = new Output(process.getInputStream());
        this.err = new Output(process.getErrorStream());
    }

    public static Program start(List<String> command) throws IOException {
        return start(command, Map.of());
    }

    /** Starts it with these variables and no LISTEN_ variable, label, provider or JVM option of the test's own. */
    public static Program start(List<String> command, Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("LISTEN_") || name.startsWith("DOORBELL_"));
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "XPC_SERVICE_NAME"));
        builder.environment().putAll(variables);
        return new Program(builder.start());
    }

    /** The lines of standard output up to this one, without it. */
    public List<String> outUntil(String line) throws InterruptedException {
        try {
            List<String> lines = out.until(line);
            return lines.subList(0, lines.indexOf(line));
        } catch (AssertionError notThere) {
            throw new AssertionError(notThere.getMessage() + ", on standard error: " + err.soFar(), notThere);
        }
    }

    /** Waits for a line of standard output that contains the text, and returns it. */
    public String outLine(String part) throws InterruptedException {
        try {
            return out.containing(part);
        } catch (AssertionError notThere) {
            throw new AssertionError(notThere.getMessage() + ", on standard error: " + err.soFar(), notThere);
        }
    }

    /** Waits for a line of standard error that contains the text, and returns it. */
    public String errLine(String part) throws InterruptedException {
        return err.containing(part);
    }

    public List<String> out() {
        return out.soFar();
    }

    public List<String> err() {
        return err.soFar();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The end of its standard input. */
    public void closeInput() throws IOException {
        process.getOutputStream().close();
    }

    /** SIGTERM, and the exit code. */
    public int terminate() throws InterruptedException {
        // not Process.destroy(), which closes the pipes that the program still writes to
        process.toHandle().destroy();
        return exitCode();
    }

    public int exitCode() throws InterruptedException {
        assertThat(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
        out.awaitEnd();
        err.awaitEnd();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Collects lines as they come. */
    private static final class Output extends Thread {
        private final InputStream stream;
        private final List<String> lines = new ArrayList<>();
        private boolean ended;

        Output(InputStream stream) {
            this.stream = stream;
            setDaemon(true);
            start();
        }

        @Override
        public void run() {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    add(line);
                }
            } catch (IOException closed) {
                // the process was killed
            } finally {
                end();
            }
        }

        private synchronized void add(String line) {
            lines.add(line);
            notifyAll();
        }

        private synchronized void end() {
            ended = true;
            notifyAll();
        }

        synchronized List<String> soFar() {
            return List.copyOf(lines);
        }

        synchronized void awaitEnd() throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
            while (!ended && System.nanoTime() < deadline) {
                wait(100);
            }
        }

        synchronized List<String> until(String line) throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
            while (!lines.contains(line)) {
                if (ended || System.nanoTime() > deadline) {
                    throw new AssertionError("no line \"" + line + "\" among " + lines);
                }
                wait(100);
            }
            return List.copyOf(lines);
        }

        synchronized String containing(String part) throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
            while (true) {
                for (String line : lines) {
                    if (line.contains(part)) {
                        return line;
                    }
                }
                if (ended || System.nanoTime() > deadline) {
                    throw new AssertionError("no line with \"" + part + "\" among " + lines);
                }
                wait(100);
            }
        }
    }
}
