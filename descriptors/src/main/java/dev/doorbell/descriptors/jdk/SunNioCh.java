package dev.doorbell.descriptors.jdk;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of the JDK package {@code sun.nio.ch} that Doorbell uses, by the names that they have there. JDK 17 to 28 have
 * the same ones: docs/jdks.md lists those that were tried.
 */
public final class SunNioCh {
    static final String PACKAGE = "sun.nio.ch";

    /** {@code poll(2)}; the numbers are alike on Linux and macOS. */
    public static final int POLLIN = 1;

    public static final int POLLOUT = 4;
    public static final int POLLHUP = 0x10;
    public static final int POLLNVAL = 0x20;

    /** The JDK's own numbers of address families, alike on every platform; UNIX is 3. */
    public static final int JDK_INET = 1;

    public static final int JDK_INET6 = 2;

    private static final Map<String, Method> METHODS = new HashMap<>();

    private SunNioCh() {}

    // IOUtil

    public static FileDescriptor newFD(int number) throws IOException {
        return (FileDescriptor) returned(call("IOUtil", "newFD", new Class<?>[] {int.class}, number));
    }

    public static int fdVal(FileDescriptor descriptor) throws IOException {
        return (Integer) returned(call("IOUtil", "fdVal", new Class<?>[] {FileDescriptor.class}, descriptor));
    }

    public static void configureBlocking(int number, boolean blocking) throws IOException {
        Class<?>[] types = {FileDescriptor.class, boolean.class};
        try {
            call("IOUtil", "configureBlocking", types, newFD(number), blocking);
        } catch (IOException refused) {
            throw DescriptorRefusal.of("set the blocking mode of", number, refused);
        }
    }

    private static void setfdVal(FileDescriptor descriptor, int number) throws IOException {
        call("IOUtil", "setfdVal", new Class<?>[] {FileDescriptor.class, int.class}, descriptor, number);
    }

    // Net

    /** Whether this JVM has IPv6: its constructors for a descriptor take every IP socket for one of that family then. */
    public static boolean isIPv6Available() throws IOException {
        return (Boolean) returned(call("Net", "isIPv6Available", new Class<?>[0]));
    }

    public static int getIntOption0(FileDescriptor descriptor, int level, int option) throws IOException {
        Class<?>[] types = {FileDescriptor.class, boolean.class, int.class, int.class};
        return (Integer) returned(call("Net", "getIntOption0", types, descriptor, false, level, option));
    }

    public static void setIntOption0(FileDescriptor descriptor, int level, int option, int value) throws IOException {
        Class<?>[] types = {FileDescriptor.class, boolean.class, int.class, int.class, int.class, boolean.class};
        try {
            call("Net", "setIntOption0", types, descriptor, false, level, option, value, false);
        } catch (IOException refused) {
            throw DescriptorRefusal.of("set an option of", fdVal(descriptor), refused);
        }
    }

    public static InetSocketAddress localAddress(FileDescriptor descriptor) throws IOException {
        Class<?>[] types = {FileDescriptor.class};
        return (InetSocketAddress) returned(call("Net", "localAddress", types, descriptor));
    }

    /** {@code poll(2)}. {@return the events that are there, 0 if none} */
    public static int poll(FileDescriptor descriptor, int events, long millis) throws IOException {
        Class<?>[] types = {FileDescriptor.class, int.class, long.class};
        return (Integer) returned(call("Net", "poll", types, descriptor, events, millis));
    }

    public static InetSocketAddress remoteAddress(FileDescriptor descriptor) throws IOException {
        Class<?>[] types = {FileDescriptor.class};
        return (InetSocketAddress) returned(call("Net", "remoteAddress", types, descriptor));
    }

    /** Binds as a channel of the family does; null is the JVM's own. */
    public static void bind(@Nullable ProtocolFamily family, FileDescriptor descriptor, InetAddress host, int port)
            throws IOException {
        Class<?>[] types = {ProtocolFamily.class, FileDescriptor.class, InetAddress.class, int.class};
        ProtocolFamily own = isIPv6Available() ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        call("Net", "bind", types, family == null ? own : family, descriptor, host, port);
    }

    public static void listen(FileDescriptor descriptor, int backlog) throws IOException {
        call("Net", "listen", new Class<?>[] {FileDescriptor.class, int.class}, descriptor, backlog);
    }

    // UnixDomainSockets

    public static FileDescriptor unixSocket() throws IOException {
        return (FileDescriptor) returned(call("UnixDomainSockets", "socket", new Class<?>[0]));
    }

    public static void unixBind(FileDescriptor descriptor, Path path) throws IOException {
        call("UnixDomainSockets", "bind", new Class<?>[] {FileDescriptor.class, Path.class}, descriptor, path);
    }

    /** Appends a NUL to the address, which ends a path, and which an abstract name keeps as its last byte. */
    public static void unixBind0(FileDescriptor descriptor, byte[] address) throws IOException {
        call("UnixDomainSockets", "bind0", new Class<?>[] {FileDescriptor.class, byte[].class}, descriptor, address);
    }

    /** The bytes of the path; none for an unnamed socket, and none for an abstract name either. */
    public static byte[] unixLocalAddress0(FileDescriptor descriptor) throws IOException {
        Class<?>[] types = {FileDescriptor.class};
        return (byte[]) returned(call("UnixDomainSockets", "localAddress0", types, descriptor));
    }

    // InheritedChannel

    /** {@return whether the number is open, and this process may have one more descriptor} */
    public static boolean canBeDuplicated(int number) {
        try {
            close0(bareDup(number));
            return true;
        } catch (IOException closedOrFull) {
            return false;
        }
    }

    /** {@link #dup} whose message is the text of the errno only. */
    public static int bareDup(int number) throws IOException {
        return (Integer) returned(call("InheritedChannel", "dup", new Class<?>[] {int.class}, number));
    }

    public static int dup(int number) throws IOException {
        try {
            return bareDup(number);
        } catch (IOException refused) {
            throw DescriptorRefusal.of("copy", number, refused);
        }
    }

    public static void dup2(int number, int onto) throws IOException {
        try {
            call("InheritedChannel", "dup2", new Class<?>[] {int.class, int.class}, number, onto);
        } catch (IOException refused) {
            throw DescriptorRefusal.of("copy to fd " + onto + " the", number, refused);
        }
    }

    public static void close0(int number) throws IOException {
        try {
            call("InheritedChannel", "close0", new Class<?>[] {int.class}, number);
        } catch (IOException refused) {
            throw DescriptorRefusal.of("close", number, refused);
        }
    }

    public static boolean isConnected(int number) throws IOException {
        return (Boolean) returned(call("InheritedChannel", "isConnected", new Class<?>[] {int.class}, number));
    }

    /** {@link #JDK_INET}, {@link #JDK_INET6}, 3 for UNIX, or -1 for any other. */
    public static int addressFamily(int number) throws IOException {
        return (Integer) returned(call("InheritedChannel", "addressFamily", new Class<?>[] {int.class}, number));
    }

    /** The bytes of the peer's path; none for an unnamed peer, and none for an abstract name either. */
    public static byte[] unixPeerAddress0(int number) throws IOException {
        return (byte[]) returned(call("InheritedChannel", "unixPeerAddress0", new Class<?>[] {int.class}, number));
    }

    // the channels

    /** A channel whose state is connected, also without the peer's address. */
    public static SocketChannel socketChannel(
            ProtocolFamily family, FileDescriptor connected, @Nullable SocketAddress remote) throws IOException {
        Class<?>[] types = {SelectorProvider.class, ProtocolFamily.class, FileDescriptor.class, SocketAddress.class};
        return (SocketChannel)
                construct("SocketChannelImpl", types, SelectorProvider.provider(), family, connected, remote);
    }

    /** A channel of the JVM's own family. Where it becomes unreachable, its cleaner closes the descriptor. */
    public static DatagramChannel datagramChannel(FileDescriptor bound) throws IOException {
        Class<?>[] types = {SelectorProvider.class, FileDescriptor.class};
        return (DatagramChannel) construct("DatagramChannelImpl", types, SelectorProvider.provider(), bound);
    }

    public static Pipe.SourceChannel sourceChannel(FileDescriptor readable) throws IOException {
        Class<?>[] types = {SelectorProvider.class, FileDescriptor.class};
        return (Pipe.SourceChannel) construct("SourceChannelImpl", types, SelectorProvider.provider(), readable);
    }

    public static Pipe.SinkChannel sinkChannel(FileDescriptor writable) throws IOException {
        Class<?>[] types = {SelectorProvider.class, FileDescriptor.class};
        return (Pipe.SinkChannel) construct("SinkChannelImpl", types, SelectorProvider.provider(), writable);
    }

    /** A listener; if it is said to be bound, it asks for its local address. */
    public static ServerSocketChannel serverSocketChannel(
            ProtocolFamily family, FileDescriptor listening, boolean bound) throws IOException {
        Class<?>[] types = {SelectorProvider.class, ProtocolFamily.class, FileDescriptor.class, boolean.class};
        return (ServerSocketChannel)
                construct("ServerSocketChannelImpl", types, SelectorProvider.provider(), family, listening, bound);
    }

    /** Tells a channel the address that a descriptor, put under it with {@link #dup2}, is bound to. */
    public static void setLocalAddress(NetworkChannel channel, InetSocketAddress address) throws IOException {
        // asked in this order, a TCP listener does not load the classes of datagrams
        Class<?> type = channel instanceof ServerSocketChannel ? SocketAddress.class : InetSocketAddress.class;
        setField(channel, "localAddress", type, address);
    }

    /** Sets a field that is not final. */
    static void setField(NetworkChannel channel, String field, Class<?> type, @Nullable Object value) {
        JdkAccess.get().set(declaring(channel), field, type, channel, value);
    }

    /** Under the channel's own locks: a number that is closed meanwhile is not touched. */
    public static void doNotBlock(ServerSocketChannel listener) throws IOException {
        Class<?>[] types = {boolean.class};
        JdkAccess.get().call(method("ServerSocketChannelImpl", "implConfigureBlocking", types), listener, false);
    }

    /**
     * The number of an open channel's descriptor.
     *
     * @throws UnsupportedOperationException if it is not a channel of the JDK
     */
    public static int numberOf(Channel channel) throws IOException {
        return isSelectable(channel) ? fdVal(descriptorOf(channel)) : JdkFiles.numberOf(channel);
    }

    private static boolean isSelectable(Channel channel) {
        try {
            return type("SelChImpl").isInstance(channel);
        } catch (ClassNotFoundException e) {
            throw otherJdk(e);
        }
    }

    /**
     * Closes the descriptor under a channel that was given to no caller and is dropped. Not with close(): JDK 17 opens a pair
     * of sockets when it first closes a channel (FileDispatcherImpl.init), and where too many files are open at that moment,
     * no channel of the process can be closed later.
     */
    public static void discard(Channel channel) throws IOException {
        if (!isSelectable(channel)) {
            channel.close();
            return;
        }
        FileDescriptor descriptor = descriptorOf(channel);
        int number = fdVal(descriptor);
        // a cleaner of the JDK's may close a datagram channel that is dropped, when the number is another file's
        setfdVal(descriptor, -1);
        close0(number);
    }

    /**
     * The descriptor of a channel that the JDK's selectors take.
     *
     * @throws UnsupportedOperationException if it is another channel
     */
    public static FileDescriptor descriptorOf(Channel channel) {
        return descriptorIn(channel, declaring(channel), "fd");
    }

    /** The class that has the fields: that of {@code System.inheritedChannel()} is a subclass of it. */
    private static Class<?> declaring(Channel channel) {
        if (!isSelectable(channel)) {
            throw JdkFiles.unreachable(channel);
        }
        Class<?> type = channel.getClass();
        while (type.isMemberClass()) {
            type = type.getSuperclass();
        }
        return type;
    }

    static FileDescriptor descriptorIn(Channel channel, Class<?> type, String field) {
        return (FileDescriptor) returned(JdkAccess.get().get(type, field, FileDescriptor.class, channel));
    }

    private static Object construct(String type, Class<?>[] parameters, @Nullable Object... arguments)
            throws IOException {
        try {
            return JdkAccess.get().construct(type(type).getDeclaredConstructor(parameters), arguments);
        } catch (ReflectiveOperationException e) {
            throw otherJdk(e);
        }
    }

    private static @Nullable Object call(String type, String name, Class<?>[] parameters, @Nullable Object... arguments)
            throws IOException {
        return JdkAccess.get().call(method(type, name, parameters), null, arguments);
    }

    private static Method method(String type, String name, Class<?>[] parameters) {
        synchronized (METHODS) {
            String key = type + "." + name;
            Method known = METHODS.get(key);
            if (known == null) {
                known = find(type, name, parameters);
                METHODS.put(key, known);
            }
            return known;
        }
    }

    private static Method find(String type, String name, Class<?>[] parameters) {
        try {
            return type(type).getDeclaredMethod(name, parameters);
        } catch (ReflectiveOperationException e) {
            throw otherJdk(e);
        }
    }

    static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(PACKAGE + "." + name);
    }

    static Object returned(@Nullable Object value) {
        if (value == null) {
            throw new IllegalStateException("The JDK returned null where it never does.");
        }
        return value;
    }

    static UnsupportedOperationException otherJdk(ReflectiveOperationException missing) {
        return new UnsupportedOperationException(
                "JDK " + Runtime.version() + " lacks a member that Doorbell uses: " + missing
                        + ". Use a newer Doorbell, or an older JDK.",
                missing);
    }
}
