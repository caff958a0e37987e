package dev.doorbell.lifecycle;

import java.io.IOException;

/**
 * Where a server that accepts by itself (Netty, Jetty, a selector of one's own) takes in new work, so that it can be held
 * back for a moment. A program that gets its connections from {@link Lifecycle#accept} or waits with
 * {@link Lifecycle#await} needs none.
 *
 * <p>The builder of a life takes it before there is a {@link Lifecycle#begin()} to call. So a server either starts to
 * accept after {@link Lifecycle.Builder#start()}, under a work that keeps the life from ending meanwhile, or does not
 * begin work before it has been given the life.
 */
public interface Intake {
    /**
     * Accepts nothing more. When this returns, each connection that was accepted before either has its {@link Work} begun
     * or was closed; what arrives now waits in the listener's backlog.
     *
     * @throws IOException if it could not be paused; it then goes on accepting
     */
    void pause() throws IOException;

    /**
     * Accepts again.
     *
     * @throws IOException if it could not be resumed, which ends the program's life: it could serve no more
     */
    void resume() throws IOException;
}
