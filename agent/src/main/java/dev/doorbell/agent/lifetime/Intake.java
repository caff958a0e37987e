package dev.doorbell.agent.lifetime;

import java.io.IOException;

/** The program's listeners, as far as the process's lifetime is concerned. */
public interface Intake {
    /**
     * Lets the program accept nothing more. What connects from now on waits for the next process.
     *
     * @throws IOException if the operating system refuses
     */
    void stop() throws IOException;

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
}
