package dev.doorbell.agent.rewriting;

import dev.doorbell.spec.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A class of the JDK that binds server sockets, deletes files, or ends the process: the same ones are in 17 to 28.
 *
 * @param internalName its name in class files
 * @param kinds the kinds of listeners that need it
 * @param edits the places in it, each of them there once or more
 */
record JdkClass(String internalName, Set<Kind> kinds, List<Edit> edits) {
    private static final Set<Kind> STREAMS = EnumSet.of(Kind.TCP, Kind.UNIX_STREAM);
    private static final Set<Kind> TCP = EnumSet.of(Kind.TCP);
    private static final Set<Kind> UNIX = EnumSet.of(Kind.UNIX_STREAM, Kind.UNIX_DATAGRAM);

    static final List<JdkClass> ALL = List.of(
            new JdkClass(
                    "sun/nio/ch/ServerSocketChannelImpl",
                    STREAMS,
                    List.of(
                            CallSite.BIND_OF_FAMILY,
                            CallSite.LISTEN,
                            CallSite.BIND_UNIX,
                            CallSite.ACCEPT,
                            CallSite.ACCEPT_UNIX)),
            new JdkClass(
                    "sun/nio/ch/NioSocketImpl",
                    TCP,
                    List.of(
                            CallSite.BIND,
                            CallSite.LISTEN,
                            CallSite.ACCEPT,
                            new Prologue("connect", "(Ljava/net/SocketAddress;I)V", "connect"))),
            new JdkClass(
                    "sun/nio/ch/AsynchronousServerSocketChannelImpl", TCP, List.of(CallSite.BIND, CallSite.LISTEN)),
            new JdkClass("sun/nio/ch/DatagramChannelImpl", EnumSet.of(Kind.UDP), List.of(CallSite.BIND_OF_FAMILY)),
            // programs delete the path of their socket before they bind it, and after they have closed it
            new JdkClass(
                    "sun/nio/fs/UnixFileSystemProvider",
                    UNIX,
                    List.of(new Prologue("implDelete", "(Ljava/nio/file/Path;Z)Z", "delete"))),
            new JdkClass(
                    "java/io/UnixFileSystem", UNIX, List.of(new Prologue("delete", "(Ljava/io/File;)Z", "delete"))),
            // accepts the connections of asynchronous channels
            new JdkClass("sun/nio/ch/UnixAsynchronousServerSocketChannelImpl", TCP, List.of(CallSite.ACCEPT)),
            new JdkClass(
                    "java/lang/Terminator$1",
                    STREAMS,
                    List.of(new Prologue("handle", "(Ljdk/internal/misc/Signal;)V", "handle"))));

    /** Its name as {@link Class#forName(String)} takes it. */
    String binaryName() {
        return internalName.replace('/', '.');
    }

    /** Whether a listener of the kind needs it. */
    boolean serves(Kind kind) {
        return kinds.contains(kind);
    }
}
