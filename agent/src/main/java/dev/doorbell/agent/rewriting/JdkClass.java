package dev.doorbell.agent.rewriting;

import dev.doorbell.spec.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The classes of the JDK that bind server sockets, and that delete files: the same ones on 17 to 28. */
enum JdkClass {
    SERVER_SOCKET_CHANNEL(
            "sun/nio/ch/ServerSocketChannelImpl",
            EnumSet.of(Kind.TCP, Kind.UNIX_STREAM),
            CallSite.BIND_OF_FAMILY,
            CallSite.LISTEN,
            CallSite.BIND_UNIX),
    SERVER_SOCKET("sun/nio/ch/NioSocketImpl", EnumSet.of(Kind.TCP), CallSite.BIND, CallSite.LISTEN),
    ASYNCHRONOUS_SERVER_SOCKET_CHANNEL(
            "sun/nio/ch/AsynchronousServerSocketChannelImpl",
            EnumSet.of(Kind.TCP),
            CallSite.BIND,
            CallSite.LISTEN),
    DATAGRAM_CHANNEL("sun/nio/ch/DatagramChannelImpl", EnumSet.of(Kind.UDP), CallSite.BIND_OF_FAMILY),

    // programs delete the path of their socket before they bind it, and after they have closed it
    PATHS(
            "sun/nio/fs/UnixFileSystemProvider",
            EnumSet.of(Kind.UNIX_STREAM, Kind.UNIX_DATAGRAM),
            new Prologue("implDelete", "(Ljava/nio/file/Path;Z)Z", "delete")),
    FILES(
            "java/io/UnixFileSystem",
            EnumSet.of(Kind.UNIX_STREAM, Kind.UNIX_DATAGRAM),
            new Prologue("delete", "(Ljava/io/File;)Z", "delete"));

    private final String name;
    private final Set<Kind> kinds;
    private final List<Edit> edits;

    JdkClass(String name, Set<Kind> kinds, Edit... edits) {
        this.name = name;
        this.kinds = kinds;
        this.edits = List.of(edits);
    }

    /** Its name as {@link Class#forName(String)} takes it. */
    String binaryName() {
        return name.replace('/', '.');
    }

    /** Its name in class files. */
    String internalName() {
        return name;
    }

    /** Whether a listener of the kind needs it. */
    boolean serves(Kind kind) {
        return kinds.contains(kind);
    }

    /** The places in it, each of them there once or more. */
    List<Edit> edits() {
        return edits;
    }
}
