package dev.doorbell.examples.echo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * All connections, served by one thread with a selector. A thread per connection that reads and then writes would be
 * shorter, but it stops reading while its client does not: a client that sends everything before it reads would wait
 * indefinitely.
 */
final class Conversations {
    /** Holds any record that fits the buffer of a UNIX socket, 212,992 bytes on Linux by default. */
    private static final int LARGEST_RECORD = 256 * 1024;

    private final ByteBuffer shared = ByteBuffer.allocateDirect(LARGEST_RECORD);
    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Conversation only;
    private volatile boolean ended;

    Conversations() throws IOException {
        selector = Selector.open();
        // JDK 17 makes a pair of sockets when it first closes a descriptor. If too many files are open at that moment,
        // no
        // channel can be closed any more. So a descriptor is closed now: that of a selector, since
        // RestrictAddressFamilies= in a unit may refuse a socket.
        Selector.open().close();
    }

    /** Serves a client. Called by any thread. */
    void add(Incoming.Client client) {
        begin(new Conversation(client));
    }

    /** Serves a client with whose end {@link #run()} returns; it returns at once for null. */
    void addOnly(Incoming.@Nullable Client client) {
        if (client == null) {
            end();
        } else {
            Conversation conversation = new Conversation(client);
            only = conversation;
            begin(conversation);
        }
    }

    private void begin(Conversation conversation) {
        try {
            conversation.register(selector);
            selector.wakeup();
        } catch (IOException e) {
            end(conversation);
        }
    }

    void run() throws IOException {
        while (!ended) {
            selector.select();
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            for (Iterator<SelectionKey> ready = selector.selectedKeys().iterator(); ready.hasNext(); ) {
                proceed(ready.next());
                ready.remove();
            }
        }
    }

    /** Executes a task on the thread that serves, which shows that it is not blocked. Called by any thread. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Ends {@link #run()}. Called by any thread. */
    void end() {
        ended = true;
        selector.wakeup();
    }

    private void proceed(SelectionKey key) {
        Conversation conversation = (Conversation) key.attachment();
        try {
            int awaited = conversation.proceed(shared);
            if (awaited == 0) {
                end(conversation);
            } else {
                key.interestOps(awaited);
            }
        } catch (IOException | CancelledKeyException gone) {
            // a client that resets its connection affects no other
            end(conversation);
        }
    }

    private void end(Conversation conversation) {
        conversation.close();
        if (conversation == only) {
            ended = true;
        }
    }
}
