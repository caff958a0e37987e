package dev.doorbell.descriptors.jdk;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import org.jspecify.annotations.Nullable;

/** Sockets of the JDK that a program has opened, as far as Doorbell uses them. */
public final class JdkSockets {
    private static final String SOCKET = SunNioCh.PACKAGE + ".NioSocketImpl";

    private JdkSockets() {}

    /** {@return whether it is behind a {@link java.net.Socket}, which may be bound before it connects} */
    public static boolean isClient(Object socket) {
        return socket.getClass().getName().equals(SOCKET)
                && !(Boolean)
                        SunNioCh.returned(JdkAccess.get().get(socket.getClass(), "server", boolean.class, socket));
    }

    /** Connects what is behind a {@link java.net.Socket}. */
    public static void connect(Object socket, InetSocketAddress address, int millis) throws IOException {
        try {
            Method connect =
                    SunNioCh.type("NioSocketImpl").getDeclaredMethod("connect", SocketAddress.class, int.class);
            JdkAccess.get().call(connect, socket, address, millis);
        } catch (ReflectiveOperationException e) {
            throw SunNioCh.otherJdk(e);
        }
    }

    /** {@return whether several sockets may be bound to its address} */
    public static boolean reusesPort(int number) throws IOException {
        try {
            Method option =
                    SunNioCh.type("Net").getDeclaredMethod("getSocketOption", FileDescriptor.class, SocketOption.class);
            Object value =
                    JdkAccess.get().call(option, null, SunNioCh.newFD(number), StandardSocketOptions.SO_REUSEPORT);
            return (Boolean) SunNioCh.returned(value);
        } catch (ReflectiveOperationException e) {
            throw SunNioCh.otherJdk(e);
        }
    }

    /**
     * Lets selectors watch the descriptor that was put under a channel. epoll and kqueue have forgotten the one before it, and
     * the selector does not know.
     */
    public static void registerAnew(SelectableChannel channel) throws IOException {
        if (channel instanceof AbstractSelectableChannel && channel.isRegistered()) {
            try {
                for (SelectionKey key : keys(channel)) {
                    if (key != null) {
                        registerAnew(key);
                    }
                }
            } catch (ReflectiveOperationException e) {
                throw SunNioCh.otherJdk(e);
            }
        }
    }

    private static @Nullable SelectionKey[] keys(SelectableChannel channel) {
        Object found = JdkAccess.get().get(AbstractSelectableChannel.class, "keys", SelectionKey[].class, channel);
        return found == null ? new @Nullable SelectionKey[0] : (@Nullable SelectionKey[]) found;
    }

    /** Under the lock that the selector itself takes while it registers: it then notes what it has told epoll. */
    private static void registerAnew(SelectionKey key) throws IOException, ReflectiveOperationException {
        Class<?> type = SunNioCh.type("SelectionKeyImpl");
        Method registered = type.getDeclaredMethod("registeredEvents", int.class);
        Method update = SunNioCh.type("SelectorImpl").getDeclaredMethod("setEventOps", type);
        Selector selector = key.selector();
        synchronized (updateLock(selector)) {
            JdkAccess.get().call(registered, key, 0);
            JdkAccess.get().call(update, selector, key);
        }
        selector.wakeup();
    }

    private static Object updateLock(Selector selector) {
        return SunNioCh.returned(JdkAccess.get().get(selector.getClass(), "updateLock", Object.class, selector));
    }
}
