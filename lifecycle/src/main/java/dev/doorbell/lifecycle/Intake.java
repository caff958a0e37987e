package dev.doorbell.lifecycle;

import java.io.IOException;

/**
 * A server that accepts connections itself (Netty, Jetty, a selector loop), which can be paused. A program that gets its
 * connections from {@link Lifecycle#accept} or waits with {@link Lifecycle#await} needs none.
 *
 * <p>The builder takes the intake before there is a {@link Lifecycle#begin()} to call. So a server either starts to accept
 * after {@link Lifecycle.Builder#start()}, under a work that delays the end meanwhile, or does not begin work before it has
 * been given the lifecycle.
 */
public interface Intake {
    /**
     * Stops accepting. When this method returns, each connection that was accepted before either has its {@link Work} begun
     * or was closed. Later arrivals wait in the listener's backlog.
     *
     * @throws IOException if the server cannot be paused; it then continues to accept, except at the end of the process
     */
    void pause() throws IOException;

    /**
     * Accepts again.
     *
     * @throws IOException if the server cannot be resumed, which ends the process: it could not serve any more
     */
    void resume() throws IOException;
}
