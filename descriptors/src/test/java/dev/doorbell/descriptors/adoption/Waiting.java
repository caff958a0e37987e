package dev.doorbell.descriptors.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A call in another thread that waits in a selector or poll(2), or is parked. */
public final class Waiting {
    private static final int SECONDS = 20;
    private static final AtomicInteger STARTED = new AtomicInteger();

    /** The second one is of the channels: {@code park} waits in poll(2). */
    private static final Set<String> OF_THE_JDK = Set.of("sun.nio.ch.SelectorImpl", "sun.nio.ch.SelChImpl");

    private final CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    private final Thread thread;

    private Waiting(Callable<?> call) {
        thread = new Thread(() -> {
            try {
                thrown.completeExceptionally(new AssertionError("it returned " + call.call()));
            } catch (Throwable t) {
                thrown.complete(t);
            }
        });
        thread.setName("waiting-" + STARTED.incrementAndGet());
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts it, and returns once it waits. */
    public static Waiting in(Callable<?> call) throws InterruptedException {
        Waiting waiting = new Waiting(call);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!waiting.isWaiting()) {
            assertThat(System.nanoTime()).as("it never waited").isLessThan(end);
            Thread.onSpinWait();
        }
        return waiting;
    }

    private boolean isWaiting() {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (OF_THE_JDK.contains(frame.getClassName())
                    || frame.getMethodName().equals("parkNanos")) {
                return true;
            }
        }
        return false;
    }

    /** The CPU time of its thread so far: utime and stime of {@code proc(5)}, in units of 10 ms. Linux only. */
    long cpuTicks() throws IOException {
        String stat = Files.readString(own().resolve("stat"));
        String[] afterName = stat.substring(stat.lastIndexOf(") ") + 2).split(" ", -1);
        return Long.parseLong(afterName[11]) + Long.parseLong(afterName[12]);
    }

    private Path own() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            return threads.filter(this::isOwn).findFirst().orElseThrow();
        }
    }

    private boolean isOwn(Path other) {
        try {
            return Files.readString(other.resolve("comm")).strip().equals(thread.getName());
        } catch (IOException ended) {
            return false;
        }
    }

    public void interrupt() {
        thread.interrupt();
    }

    public Throwable thrownAfter(ThrowingCallable action) throws Throwable {
        action.call();
        return thrown.get(SECONDS, TimeUnit.SECONDS);
    }
}
