package dev.doorbell.agent.hooks;

import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The hooks that the rewritten call sites call. Each has the arguments of the call that it stands before, and the object that
 * makes the call; it returns whether that call is to be left out. Until hooks are installed, none is. Except those that bind and
 * listen, they throw nothing: the methods of the JDK that they are in do not expect it.
 *
 * <p>The classes of the JDK find this class in the boot class loader; it refers to no other one of the agent.
 */
public abstract class DoorbellHooks {
    /** {@code sun.nio.ch.IOStatus.UNAVAILABLE}. */
    private static final int UNAVAILABLE = -2;

    /** The errno of Linux, as Netty's native methods return it. */
    private static final int EAGAIN = -11;

    private static volatile @Nullable DoorbellHooks installed;
    private static volatile boolean familiesDiffer;

    /** Hooks that are not installed yet. */
    protected DoorbellHooks() {}

    /**
     * Lets the call sites call these hooks from now on. Only the first hooks are installed: the program can call this too.
     *
     * @param hooks the hooks
     */
    public static synchronized void install(DoorbellHooks hooks) {
        if (installed == null) {
            installed = hooks;
        }
    }

    /** Lets {@link #family} ask the installed hooks from now on: an adopted socket is not of its channel's family. */
    protected static void noteThatFamiliesDiffer() {
        familiesDiffer = true;
    }

    /** Before {@code Net.bind}. */
    public static boolean bind(FileDescriptor socket, InetAddress host, int port, Object owner) throws IOException {
        DoorbellHooks hooks = installed;
        return hooks != null && hooks.binds(null, socket, host, port, owner);
    }

    /** Before {@code Net.bind} of a channel that knows its family. */
    public static boolean bind(ProtocolFamily family, FileDescriptor socket, InetAddress host, int port, Object owner)
            throws IOException {
        DoorbellHooks hooks = installed;
        return hooks != null && hooks.binds(family, socket, host, port, owner);
    }

    /** Before {@code UnixDomainSockets.bind}. */
    public static boolean bind(FileDescriptor socket, Path path, Object owner) throws IOException {
        DoorbellHooks hooks = installed;
        return hooks != null && hooks.binds(socket, path, owner);
    }

    /** Before {@code Net.listen}. */
    public static boolean listen(FileDescriptor socket, int backlog, Object owner) throws IOException {
        DoorbellHooks hooks = installed;
        return hooks != null && hooks.listens(socket);
    }

    /** Before {@code UnixFileSystemProvider.implDelete}: whether the file stays. */
    public static boolean delete(Object provider, Object path, boolean mustExist) {
        return keeps(path);
    }

    /** Before {@code UnixFileSystem.delete}: whether the file stays. */
    public static boolean delete(Object fileSystem, Object file) {
        return keeps(file);
    }

    /** Before {@code Net.accept}: what it returns instead, or 0. */
    public static int accept(FileDescriptor socket, FileDescriptor client, InetSocketAddress[] address, Object owner) {
        return mayAccept(socket, owner) ? 0 : UNAVAILABLE;
    }

    /** Before {@code UnixDomainSockets.accept}: what it returns instead, or 0. */
    public static int accept(FileDescriptor socket, FileDescriptor client, String[] path, Object owner) {
        return mayAccept(socket, owner) ? 0 : UNAVAILABLE;
    }

    /** Before the native {@code Socket.accept} of Netty: what it returns instead, or 0. */
    public static int accept(int socket, byte[] address, Object owner) {
        return mayAccept(socket, owner) ? 0 : EAGAIN;
    }

    /** After each of these, with what it returns: less than 1 if it has accepted nothing. */
    public static void accepted(int result, FileDescriptor socket) {
        noteAccepted(socket, result > 0);
    }

    /** After Netty's. */
    public static void accepted(int result, int socket) {
        noteAccepted(socket, result > 0);
    }

    private static boolean mayAccept(Object socket, Object owner) {
        DoorbellHooks hooks = installed;
        try {
            return hooks == null || hooks.accepts(socket, owner);
        } catch (Throwable ofTheAgent) {
            return true;
        }
    }

    private static void noteAccepted(Object socket, boolean connection) {
        DoorbellHooks hooks = installed;
        try {
            if (hooks != null) {
                hooks.hasAccepted(socket, connection);
            }
        } catch (Throwable ofTheAgent) {
            // the program has its connection
        }
    }

    /** Before the JDK's handler of signals ends the process. Returns once that may go on. */
    public static boolean handle(Object handler, Object signal) {
        DoorbellHooks hooks = installed;
        try {
            if (hooks != null && signal.toString().equals("SIGTERM")) {
                hooks.terminates();
            }
        } catch (Throwable ofTheAgent) {
            // the process ends
        }
        return false;
    }

    /** Before {@code NioSocketImpl.connect}: whether the socket is connected now. */
    public static boolean connect(Object socket, Object address, int millis) {
        DoorbellHooks hooks = installed;
        try {
            return hooks != null && hooks.connects(socket, address, millis);
        } catch (Throwable ofTheAgent) {
            return false;
        }
    }

    private static boolean keeps(Object file) {
        DoorbellHooks hooks = installed;
        try {
            return hooks != null && hooks.isPassed(file);
        } catch (Throwable ofTheAgent) {
            return false;
        }
    }

    /** Before {@code Socket.bind} of Netty. */
    public static boolean nettyBind(Object socket, Object address) throws IOException {
        DoorbellHooks hooks = installed;
        return hooks != null && hooks.bindsNetty(socket, address);
    }

    /** Before {@code Socket.listen} of Netty. */
    public static boolean nettyListen(Object socket, int backlog) throws IOException {
        DoorbellHooks hooks = installed;
        return hooks != null && hooks.listensNetty(socket);
    }

    /** In place of a channel's own family: that of the socket that was put under it. */
    public static ProtocolFamily family(Object channel, ProtocolFamily own) {
        DoorbellHooks hooks = installed;
        try {
            return familiesDiffer && hooks != null ? hooks.familyOf(channel, own) : own;
        } catch (Throwable ofTheAgent) {
            return own;
        }
    }

    /** Whether the socket has the address now. */
    protected abstract boolean binds(
            @Nullable ProtocolFamily family, FileDescriptor socket, InetAddress host, int port, Object owner)
            throws IOException;

    /** Whether the socket has the path now. */
    protected abstract boolean binds(FileDescriptor socket, Path path, Object owner) throws IOException;

    /** Whether the socket listens already. */
    protected abstract boolean listens(FileDescriptor socket) throws IOException;

    /** Whether the socket of Netty has the address now. */
    protected abstract boolean bindsNetty(Object socket, Object address) throws IOException;

    /** Whether the socket of Netty listens already. */
    protected abstract boolean listensNetty(Object socket) throws IOException;

    /** Whether a file or a path is that of a socket that was passed, which the service manager keeps. */
    protected abstract boolean isPassed(Object file);

    /**
     * Whether a socket, an {@link Integer} or a {@link FileDescriptor}, may accept a connection now. Waits for a while where
     * the owner would.
     */
    protected abstract boolean accepts(Object socket, Object owner) throws IOException;

    /** The socket has accepted a connection, or has found none. */
    protected abstract void hasAccepted(Object socket, boolean connection) throws IOException;

    /** Whether a socket of a client has been connected already: by another address, at which the program accepts. */
    protected abstract boolean connects(Object socket, Object address, int millis) throws IOException;

    /** The process is about to end by SIGTERM. */
    protected abstract void terminates();

    /** The family of the socket under a channel. */
    protected abstract ProtocolFamily familyOf(Object channel, ProtocolFamily own);
}
