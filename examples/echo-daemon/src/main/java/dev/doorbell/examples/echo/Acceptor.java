package dev.doorbell.examples.echo;

import dev.doorbell.Listener;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;

/** Accepts connections for as long as the listener is open, whatever one of them runs into. */
final class Acceptor implements Runnable {
    private final Listener listener;
    private final Door door;
    private final Conversations conversations;
    private final Trouble trouble;
    private final ServerSocketChannel channel;

    Acceptor(Listener listener, Door door, Conversations conversations, Trouble trouble) {
        this.listener = listener;
        this.door = door;
        this.conversations = conversations;
        this.trouble = trouble;
        channel = listener.serverSocketChannel();
    }

    @Override
    public void run() {
        while (channel.isOpen()) {
            try {
                Door.Client client = door.accept(listener);
                if (client == null) {
                    return;
                }
                trouble.isOver();
                conversations.add(client);
            } catch (IOException e) {
                // Too many open files, for one: the client waits in the backlog until some are closed
                trouble.waitOut(channel, e);
            }
        }
    }
}
