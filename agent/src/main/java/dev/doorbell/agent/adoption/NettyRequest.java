package dev.doorbell.agent.adoption;

import dev.doorbell.descriptors.jdk.JdkAccess;
import dev.doorbell.spec.Address;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request of a socket of Netty's native transports, whose members are called by their names. */
final class NettyRequest extends BindRequest {
    /** Sockets whose own call is being made: it comes by the hook once more. */
    private static final ThreadLocal<Boolean> ORIGINAL = new ThreadLocal<>();

    private final SocketAddress socketAddress;
    private @Nullable EpollWatches watches;

    private NettyRequest(int number, Object owner, Address address, SocketAddress socketAddress) {
        super(number, owner, address);
        this.socketAddress = socketAddress;
    }

    /** Null where there is nothing to adopt: for an address without an IP address or path. */
    static @Nullable NettyRequest of(Object socket, Object address) throws IOException {
        Address known = ORIGINAL.get() == null ? address(address) : null;
        return known == null ? null : new NettyRequest(numberOf(socket), socket, known, (SocketAddress) address);
    }

    private static @Nullable Address address(Object address) throws IOException {
        if (address instanceof InetSocketAddress ip) {
            return ip.isUnresolved() ? null : new Address.Ip(ip);
        }
        if (!address.getClass().getSimpleName().equals("DomainSocketAddress")) {
            return null;
        }
        String path = (String) call(address, "path");
        try {
            return path.startsWith("\0") ? null : new Address.File(Path.of(path));
        } catch (InvalidPathException otherCharacters) {
            return null;
        }
    }

    static int numberOf(Object socket) throws IOException {
        return (Integer) call(socket, "intValue");
    }

    private static Object call(Object target, String method) throws IOException {
        try {
            return target.getClass().getMethod(method).invoke(target);
        } catch (ReflectiveOperationException e) {
            throw JdkAccess.unwrapped(e);
        }
    }

    @Override
    void beforeAdoption() throws IOException {
        watches = EpollWatches.of(Set.of(number()));
    }

    @Override
    void afterAdoption() throws IOException {
        if (watches != null) {
            watches.add();
        }
    }

    /**
     * Writes the field whose {@code final} was removed when the class was loaded. An older Netty has none: its calls are of the
     * JVM's own family.
     */
    @Override
    void setFamily(ProtocolFamily family) {
        for (Class<?> type = owner().getClass(); type != null; type = type.getSuperclass()) {
            try {
                Field ipv6 = type.getDeclaredField("ipv6");
                ipv6.setAccessible(true);
                ipv6.set(owner(), family == StandardProtocolFamily.INET6);
                return;
            } catch (NoSuchFieldException inSuperclass) {
                // look there
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    void make() throws IOException {
        ORIGINAL.set(true);
        try {
            owner().getClass().getMethod("bind", SocketAddress.class).invoke(owner(), socketAddress);
        } catch (ReflectiveOperationException e) {
            throw JdkAccess.unwrapped(e);
        } finally {
            ORIGINAL.remove();
        }
    }
}
