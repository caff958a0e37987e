package dev.doorbell.e2e.servers;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that connect and ask again and again, without a pause, and count what they lose. */
public final class LoopingClients implements AutoCloseable {
    private static final long BOUND_SECONDS = 180;

    private final SocketAddress address;
    private final List<Exchange> exchanges;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> lost = new ConcurrentLinkedQueue<>();
    private volatile boolean ends;

    /** Starts one for each exchange. */
    public LoopingClients(SocketAddress address, List<Exchange> exchanges) {
        this.address = address;
        this.exchanges = exchanges;
        for (Exchange exchange : exchanges) {
            Thread thread = new Thread(() -> loop(exchange), "client-" + threads.size());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void loop(Exchange exchange) {
        while (!ends) {
            try (SocketChannel connection = SocketChannel.open(address)) {
                exchange.with(connection);
                answered.incrementAndGet();
            } catch (IOException e) {
                lost.add(e.toString());
            }
        }
    }

    /** Waits until this many more requests are answered, or one is lost. */
    public void awaitAnswers(int more) throws InterruptedException {
        int until = answered.get() + more;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
        while (answered.get() < until && lost.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not " + more + " answers within " + BOUND_SECONDS + " s");
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** Returns how many requests were answered. */
    public int answered() {
        return answered.get();
    }

    /** Lets each client finish its request. {@return the requests that were refused, reset, cut or not answered} */
    public List<String> lost() throws InterruptedException {
        ends = true;
        exchanges.forEach(Exchange::end);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            if (thread.isAlive()) {
                lost.add(thread.getName() + ": no answer");
            }
        }
        return List.copyOf(lost);
    }

    @Override
    public void close() {
        ends = true;
        threads.forEach(Thread::interrupt);
    }
}
