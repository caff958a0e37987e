package dev.doorbell.agent.lifetime;

import java.io.IOException;

/** The program's listeners, as far as the process's lifetime is concerned. */
public interface Intake {
    /**
     * Lets the program accept nothing more: whatever connects from now on waits for the next process. Returns after the last
     * connection that the program was accepting. A further call has an effect where the program has opened the intake again.
     *
     * @throws IOException if the operating system refuses
     * @throws InterruptedException if the thread is interrupted
     */
    void stop() throws IOException, InterruptedException;

    /**
     * Lets the program accept again.
     *
     * @throws IOException if the operating system refuses
     */
    void resume() throws IOException;

    /**
     * The connections that the program has accepted and not closed.
     *
     * @return how many
     * @throws IOException if the operating system does not tell
     */
    int openConnections() throws IOException;

    /**
     * A client that has connected or sent, and waits for the program.
     *
     * @return whether there is one
     * @throws IOException if the operating system does not tell
     */
    boolean hasArrival() throws IOException;

    /**
     * Loads what the other methods need. The jar of the agent may be replaced while the program runs.
     *
     * @throws IOException if the operating system refuses
     */
    void prepare() throws IOException;
}
