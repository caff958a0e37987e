package dev.doorbell.e2e.docs;

import dev.doorbell.e2e.fixture.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** A shell that runs the commands of a page one after the other, as a terminal does, and collects what they print. */
final class Session implements AutoCloseable {
    private static final String END = "-- end of the command --";

    private final Process shell;
    private final Writer input;
    private final List<String> printed = new ArrayList<>();
    private int ended;
    private boolean closed;

    private Session(Process shell) {
        this.shell = shell;
        this.input = shell.outputWriter();
        Thread reader = new Thread(this::collect);
        reader.setDaemon(true);
        reader.start();
    }

    static Session start(List<String> shell) throws IOException {
        return new Session(new ProcessBuilder(shell).redirectErrorStream(true).start());
    }

    /** Runs commands, each of which must succeed. */
    void run(String commands) throws Exception {
        send("set -e; eval " + quoted(commands) + " </dev/null; set +e", commands);
        takePrinted();
    }

    /** Runs a command, and waits until it and those that run in the background have printed what is expected. */
    void run(Transcript expected) throws Exception {
        send("eval " + quoted(expected.command()) + " </dev/null", expected.command());
        try {
            Eventually.becomesTrue("the output of " + expected.command(), () -> takeIf(expected));
        } catch (AssertionError notPrinted) {
            throw new AssertionError(expected + " printed\n" + takePrinted(), notPrinted);
        }
    }

    /** Returns whether commands of the page still run in the background. */
    boolean hasJobs() throws Exception {
        send("jobs -pr", "jobs");
        return !takePrinted().isEmpty();
    }

    private void send(String line, String command) throws Exception {
        int before = ended();
        input.write(line + "; echo '" + END + "'\n");
        input.flush();
        Eventually.becomesTrue(command + " ends", () -> ended() > before || isClosed());
        if (ended() == before) {
            throw new AssertionError(command + " failed:\n" + takePrinted());
        }
    }

    private static String quoted(String commands) {
        return "'" + commands.replace("'", "'\\''") + "'";
    }

    private void collect() {
        try (BufferedReader reader = shell.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException killed) {
            // its end
        } finally {
            markClosed();
        }
    }

    private synchronized void add(String line) {
        boolean end = line.endsWith(END);
        // behind what a command prints without a line feed
        String text = end ? line.substring(0, line.length() - END.length()) : line;
        if (!end || !text.isEmpty()) {
            printed.add(text);
        }
        ended += end ? 1 : 0;
    }

    private synchronized int ended() {
        return ended;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void markClosed() {
        closed = true;
    }

    private synchronized boolean takeIf(Transcript expected) {
        boolean matches = expected.matches(printed);
        if (matches) {
            printed.clear();
        }
        return matches;
    }

    /** Returns and forgets the output that was not expected. */
    private synchronized String takePrinted() {
        String text = String.join("\n", printed);
        printed.clear();
        return text;
    }

    @Override
    public void close() {
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
    }
}
