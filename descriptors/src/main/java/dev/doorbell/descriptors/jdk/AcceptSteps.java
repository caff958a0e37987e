package dev.doorbell.descriptors.jdk;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The parts of {@code sun.nio.ch.ServerSocketChannelImpl.accept()} on a UNIX listener. */
record AcceptSteps(
        JdkAccess jdk,
        Field acceptLock,
        Method begin,
        @Nullable Method doNotBlockIfVirtual,
        MethodHandle park,
        Method accept0,
        Method end) {
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    /** Empty where no way into the JDK is open, or the JDK accepts by other steps. */
    static Optional<AcceptSteps> known() {
        return Found.STEPS;
    }

    /** Looked for once. */
    private static final class Found {
        private static final Optional<AcceptSteps> STEPS = find();
    }

    private static Optional<AcceptSteps> find() {
        try {
            JdkAccess jdk = JdkAccess.get();
            Class<?> listener = SunNioCh.type("ServerSocketChannelImpl");
            return Optional.of(new AcceptSteps(
                    jdk,
                    listener.getDeclaredField("acceptLock"),
                    listener.getDeclaredMethod("begin", boolean.class),
                    Runtime.version().feature() < FIRST_WITH_VIRTUAL_THREADS
                            ? null
                            : listener.getDeclaredMethod("configureSocketNonBlockingIfVirtualThread"),
                    jdk.handle(SunNioCh.type("SelChImpl").getDeclaredMethod("park", int.class)),
                    SunNioCh.type("UnixDomainSockets")
                            .getDeclaredMethod("accept0", FileDescriptor.class, FileDescriptor.class, Object[].class),
                    listener.getDeclaredMethod("end", boolean.class, boolean.class)));
        } catch (UnsupportedOperationException | ReflectiveOperationException otherwise) {
            return Optional.empty();
        }
    }

    ReentrantLock acceptLock(ServerSocketChannel listener) throws IOException {
        return (ReentrantLock) SunNioCh.returned(jdk.get(acceptLock, listener));
    }

    void begin(ServerSocketChannel listener, boolean blocking) throws IOException {
        jdk.call(begin, listener, blocking);
    }

    /** Lets a virtual thread wait in {@link #park}, and not in {@code accept(2)}, which would keep its carrier. */
    void doNotBlockIfVirtual(ServerSocketChannel listener) throws IOException {
        if (doNotBlockIfVirtual != null) {
            jdk.call(doNotBlockIfVirtual, listener);
        }
    }

    /** {@code accept(2)}. {@return 1, or a status of {@code IOStatus} below 0; the path is that of the client} */
    int accept0(FileDescriptor listening, FileDescriptor accepted, Object[] path) throws IOException {
        return (Integer) SunNioCh.returned(jdk.call(accept0, null, listening, accepted, path));
    }

    /** Waits until a client has come, or the channel is closed. */
    void park(ServerSocketChannel listener) throws IOException {
        try {
            park.invoke(listener, SunNioCh.POLLIN);
        } catch (Throwable thrown) {
            throw JdkAccess.unwrapped(thrown);
        }
    }

    void end(ServerSocketChannel listener, boolean blocking, boolean completed) throws IOException {
        jdk.call(end, listener, blocking, completed);
    }
}
