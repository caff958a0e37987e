package dev.doorbell.examples.echo;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;

/** Accepts connections for as long as the listener is open, whatever one of them runs into. */
final class Acceptor implements Runnable {
    private final ServerSocketChannel listener;
    private final Conversations conversations;
    private final Trouble trouble;

    Acceptor(ServerSocketChannel listener, Conversations conversations, Trouble trouble) {
        this.listener = listener;
        this.conversations = conversations;
        this.trouble = trouble;
    }

    @Override
    public void run() {
        while (listener.isOpen()) {
            try {
                conversations.add(listener.accept());
            } catch (IOException e) {
                // Too many open files, for one: the client waits in the backlog until some are closed
                trouble.waitOut(listener, e);
            }
        }
    }
}
