package dev.doorbell.agent.rewriting;

import dev.doorbell.spec.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The classes of the JDK that bind server sockets: the same ones on 17 to 28. */
public enum JdkClass {
    SERVER_SOCKET_CHANNEL(
            "ServerSocketChannelImpl",
            EnumSet.of(Kind.TCP, Kind.UNIX_STREAM),
            CallSite.BIND_OF_FAMILY,
            CallSite.LISTEN,
            CallSite.BIND_UNIX),
    SERVER_SOCKET("NioSocketImpl", EnumSet.of(Kind.TCP), CallSite.BIND, CallSite.LISTEN),
    ASYNCHRONOUS_SERVER_SOCKET_CHANNEL(
            "AsynchronousServerSocketChannelImpl", EnumSet.of(Kind.TCP), CallSite.BIND, CallSite.LISTEN),
    DATAGRAM_CHANNEL("DatagramChannelImpl", EnumSet.of(Kind.UDP), CallSite.BIND_OF_FAMILY);

    static final String PACKAGE = "sun/nio/ch/";

    private final String name;
    private final Set<Kind> kinds;
    private final List<CallSite> calls;

    JdkClass(String name, Set<Kind> kinds, CallSite... calls) {
        this.name = name;
        this.kinds = kinds;
        this.calls = List.of(calls);
    }

    /** Its name as {@link Class#forName(String)} takes it. */
    String binaryName() {
        return PACKAGE.replace('/', '.') + name;
    }

    /** Its name in class files. */
    String internalName() {
        return PACKAGE + name;
    }

    /** Whether a listener of the kind may be bound by it. */
    boolean binds(Kind kind) {
        return kinds.contains(kind);
    }

    /** The calls that it makes, each once or more. */
    List<CallSite> calls() {
        return calls;
    }
}
