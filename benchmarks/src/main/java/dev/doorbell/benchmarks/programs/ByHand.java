package dev.doorbell.benchmarks.programs;

import java.io.File;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.spi.SelectorProvider;

/**
 * The floor: adoption of one passed listener, by hand and without a library. It expects an IPv6 socket, as the JDK binds it,
 * and checks neither names nor facts of the descriptor.
 */
public final class ByHand {
    private static final int FIRST_PASSED = 3;

    private ByHand() {}

    /**
     * Adopts the listener, and answers.
     *
     * @param args unused
     */
    public static void main(String[] args) throws Throwable {
        if (!"1".equals(System.getenv("LISTEN_FDS")) || !ownPid().equals(System.getenv("LISTEN_PID"))) {
            throw new IllegalStateException("expected one descriptor passed to process " + ownPid());
        }
        try (ServerSocketChannel listener = adopted()) {
            Answer.first(listener);
        }
    }

    /** {@code ProcessHandle} would start a thread pool. */
    private static String ownPid() throws IOException {
        return new File("/proc/self").getCanonicalFile().getName();
    }

    private static ServerSocketChannel adopted() throws Throwable {
        Class<?> channel = Class.forName("sun.nio.ch.ServerSocketChannelImpl");
        MethodHandle ofNumber = accessible(FileDescriptor.class.getDeclaredConstructor(int.class));
        MethodHandle ofDescriptor = accessible(channel.getDeclaredConstructor(
                SelectorProvider.class, ProtocolFamily.class, FileDescriptor.class, boolean.class));
        FileDescriptor descriptor = (FileDescriptor) ofNumber.invokeExact(FIRST_PASSED);
        return (ServerSocketChannel) ofDescriptor.invoke(
                SelectorProvider.provider(), (ProtocolFamily) StandardProtocolFamily.INET6, descriptor, true);
    }

    /** By handles, since reflection spins more of them on JDK 18 and later. javac warns wherever the factory is named. */
    private static MethodHandle accessible(Constructor<?> constructor) throws Throwable {
        Class<?> type = Class.forName("sun.reflect.ReflectionFactory");
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        Object factory = lookup.findStatic(type, "getReflectionFactory", MethodType.methodType(type))
                .invoke();
        MethodType types = MethodType.methodType(Constructor.class, Class.class, Constructor.class);
        return MethodHandles.lookup()
                .unreflectConstructor((Constructor<?>) lookup.findVirtual(type, "newConstructorForSerialization", types)
                        .invoke(factory, constructor.getDeclaringClass(), constructor));
    }
}
