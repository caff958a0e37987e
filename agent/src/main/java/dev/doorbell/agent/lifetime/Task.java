package dev.doorbell.agent.lifetime;

import java.io.IOException;
import java.util.function.Consumer;

/** Work that may fail, on a thread of its own. */
abstract class Task extends Thread {
    private static final String HINT =
            ". A native library could not be loaded: let -Djna.tmpdir name a folder that allows execution, and remove"
                    + " -Djna.nounpack and -Djna.boot.library.path.";

    private final String what;
    private final Consumer<String> log;

    /**
     * Work that has not begun.
     *
     * @param name the thread's
     * @param what a verb and its objects, for the message of a failure
     */
    Task(String name, String what, Consumer<String> log) {
        super("doorbell-agent-" + name);
        this.what = what;
        this.log = log;
        setDaemon(true);
        // a program's class loader must not be kept by a thread of the agent
        setContextClassLoader(null);
    }

    /** Does it. */
    abstract void attempt() throws IOException, InterruptedException;

    @Override
    public final void run() {
        try {
            attempt();
        } catch (UnsatisfiedLinkError e) {
            log.accept(message(what, e) + HINT);
        } catch (IOException | RuntimeException | LinkageError e) {
            log.accept(message(what, e) + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static String message(String what, Throwable failure) {
        return "cannot " + what + ": " + failure;
    }
}
