package dev.doorbell.handover;

import com.sun.jna.Memory;
import com.sun.jna.ptr.IntByReference;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.Errno;
import dev.doorbell.descriptors.posix.LibC;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A child process that {@link Handover} started: a {@link Process} as {@link ProcessBuilder} returns it, which can also be
 * sent any signal.
 *
 * <p>A thread of its own waits for it, so that no zombie stays. Safe for use by several threads.
 */
public final class ChildProcess extends Process {
    private static final int P_PID = CNumber.P_PID.here();
    private static final int WITHOUT_REAPING = CNumber.WEXITED.here() | CNumber.WNOWAIT.here();
    private static final int STACK_SIZE = 128 * 1024;
    private static final int SIGKILL = 9;

    private final int pid;
    private final boolean leadsGroup;
    private final Optional<ProcessHandle> handle;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private boolean reaped;

    private ChildProcess(int pid, boolean leadsGroup) {
        this.pid = pid;
        this.leadsGroup = leadsGroup;
        // empty where the system finds no zombie by its pid, and this is one already
        this.handle = ProcessHandle.of(pid);
    }

    /** Makes a child that was not waited for yet, so that its pid is its own. */
    interface Spawn {
        int pid() throws IOException;
    }

    /** The thread first: once there is a child, nothing may fail that keeps it from being waited for. */
    static ChildProcess started(Spawn spawn, boolean leadsGroup) throws IOException {
        BlockingQueue<Optional<ChildProcess>> spawned = new ArrayBlockingQueue<>(1);
        Thread reaper = new Thread(null, () -> reap(spawned), "doorbell-child", STACK_SIZE);
        reaper.setDaemon(true);
        reaper.start();
        Optional<ChildProcess> child = Optional.empty();
        try {
            child = Optional.of(new ChildProcess(spawn.pid(), leadsGroup));
            return child.get();
        } finally {
            spawned.add(child);
        }
    }

    private static void reap(BlockingQueue<Optional<ChildProcess>> spawned) {
        try {
            spawned.take().ifPresent(ChildProcess::reap);
        } catch (InterruptedException e) {
            // this thread is not known to others, which could interrupt it
        }
    }

    /** First waits without reaping: until the lock is ours, {@link #destroy()} must not meet another process's pid. */
    private void reap() {
        try (Memory info = new Memory(LibC.SIGINFO_SIZE)) {
            while (LibC.INSTANCE.waitid(P_PID, pid, info, WITHOUT_REAPING) != 0 && Errno.EINTR.isLast()) {
                // a signal of the JVM's own
            }
        }
        // outside of the lock: a thread that waits for it may need other locks
        exit.complete(reapNow());
    }

    private synchronized int reapNow() {
        IntByReference status = new IntByReference();
        if (leadsGroup) {
            // before the pid may be another process's
            LibC.INSTANCE.kill(-pid, SIGKILL);
        }
        reaped = true;
        return LibC.INSTANCE.waitpid(pid, status, 0) == pid ? exitValue(status.getValue()) : -1;
    }

    /** {@code WEXITSTATUS} of {@code wait(2)}, or 128 and {@code WTERMSIG}, as the JDK and shells have it. */
    static int exitValue(int status) {
        int signal = status & 0x7f;
        return signal == 0 ? status >> 8 & 0xff : 128 + signal;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public ProcessHandle toHandle() {
        return handle.orElseThrow(() -> new UnsupportedOperationException(
                "cannot get a handle of process " + pid + ": it had ended before. Use waitFor() or exitValue()."));
    }

    @Override
    public ProcessHandle.Info info() {
        return toHandle().info();
    }

    @Override
    public boolean isAlive() {
        return !exit.isDone();
    }

    @Override
    public int waitFor() throws InterruptedException {
        try {
            return exit.get();
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        try {
            exit.get(timeout, unit);
            return true;
        } catch (TimeoutException stillAlive) {
            return false;
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    @Override
    public int exitValue() {
        @Nullable Integer value = exit.getNow(null);
        if (value == null) {
            throw new IllegalThreadStateException("process " + pid + " has not ended. Wait for it with waitFor().");
        }
        return value;
    }

    @Override
    public CompletableFuture<Process> onExit() {
        return exit.thenApply(value -> this);
    }

    /**
     * Sends a signal, {@code kill(2)}, to the group where the process {@linkplain Handover#processGroup leads one}. Does
     * nothing if the process has ended: the signal never reaches another one that has
     * the pid by now.
     *
     * @param number the signal's number on this system, such as 15 for SIGTERM
     * @throws IOException if the operating system refuses: there is no such signal, or the process has become another
     *     user's
     */
    public synchronized void signal(int number) throws IOException {
        if (!reaped && !signalGroup(number) && LibC.INSTANCE.kill(pid, number) != 0) {
            throw new IOException("cannot send signal " + number + " to process " + pid + ": " + LibC.reason()
                    + ". Send it with the rights of that process's user.");
        }
    }

    private boolean signalGroup(int number) {
        return leadsGroup && LibC.INSTANCE.kill(-pid, number) == 0;
    }

    @Override
    public synchronized void destroy() {
        if (!reaped) {
            handle.ifPresent(ProcessHandle::destroy);
        }
    }

    @Override
    public synchronized Process destroyForcibly() {
        if (!reaped) {
            handle.ifPresent(ProcessHandle::destroyForcibly);
        }
        return this;
    }

    @Override
    public boolean supportsNormalTermination() {
        return true;
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public String toString() {
        return "Process[pid=" + pid + ", exitValue=" + (isAlive() ? "\"not exited\"" : exitValue()) + "]";
    }
}
