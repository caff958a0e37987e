package dev.doorbell.examples.echo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Every connection, in one thread that waits for all of them at once. A thread for each that reads and then writes would
 * be shorter (and on JDK 21 and later a virtual one costs little), but stops reading while its client does not: a client
 * that sends all it has before it reads would wait for ever.
 */
final class Conversations {
    /** Holds any record that fits a UNIX socket's buffer, 212,992 bytes on Linux by default: more of it would be lost. */
    private static final int LARGEST_RECORD = 256 * 1024;

    private final ByteBuffer shared = ByteBuffer.allocateDirect(LARGEST_RECORD);
    private final Selector selector;
    private final Queue<Runnable> errands = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    Conversations() throws IOException {
        selector = Selector.open();
        // JDK 17 makes a pair of sockets when it first closes a descriptor. Where it finds too many open files at that
        // moment, it can never close a channel again, and none is freed: so it closes the first one now. It opens no
        // socket, as RestrictAddressFamilies= in a unit may refuse each family.
        Selector.open().close();
    }

    /** Begins to serve a client. Called by any thread. */
    void add(Door.Client client) {
        begin(new Conversation(client, false));
    }

    /** Serves a client whose end is the end of {@link #run()}. */
    void addTheOnly(Door.Client client) {
        begin(new Conversation(client, true));
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
        while (!over) {
            selector.select();
            runErrands();
            for (Iterator<SelectionKey> ready = selector.selectedKeys().iterator(); ready.hasNext(); ) {
                proceed(ready.next());
                ready.remove();
            }
        }
    }

    /** Has something done by the thread that serves everybody, soon if it is well. Called by any thread. */
    void execute(Runnable errand) {
        errands.add(errand);
        selector.wakeup();
    }

    private void runErrands() {
        for (Runnable errand = errands.poll(); errand != null; errand = errands.poll()) {
            errand.run();
        }
    }

    /** Ends {@link #run()}. Called by any thread. */
    void end() {
        over = true;
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
            // a client that resets its connection harms nobody else
            end(conversation);
        }
    }

    private void end(Conversation conversation) {
        conversation.close();
        if (conversation.isTheOnly()) {
            over = true;
        }
    }
}
