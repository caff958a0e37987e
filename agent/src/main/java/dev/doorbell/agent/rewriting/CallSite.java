package dev.doorbell.agent.rewriting;

/** A call that the classes of the JDK and of Netty make where they bind, listen or accept, and that a hook is put before. */
enum CallSite implements Edit {
    BIND("sun/nio/ch/Net", "bind", "(Ljava/io/FileDescriptor;Ljava/net/InetAddress;I)V"),
    BIND_OF_FAMILY(
            "sun/nio/ch/Net", "bind", "(Ljava/net/ProtocolFamily;Ljava/io/FileDescriptor;Ljava/net/InetAddress;I)V"),
    LISTEN("sun/nio/ch/Net", "listen", "(Ljava/io/FileDescriptor;I)V"),
    BIND_UNIX("sun/nio/ch/UnixDomainSockets", "bind", "(Ljava/io/FileDescriptor;Ljava/nio/file/Path;)V"),
    ACCEPT(
            "sun/nio/ch/Net",
            "accept",
            "(Ljava/io/FileDescriptor;Ljava/io/FileDescriptor;[Ljava/net/InetSocketAddress;)I"),
    ACCEPT_UNIX(
            "sun/nio/ch/UnixDomainSockets",
            "accept",
            "(Ljava/io/FileDescriptor;Ljava/io/FileDescriptor;[Ljava/lang/String;)I"),
    ACCEPT_NETTY(NettySocket.NAME, "accept", "(I[B)I");

    private final String owner;
    private final String method;
    private final String descriptor;

    CallSite(String owner, String method, String descriptor) {
        this.owner = owner;
        this.method = method;
        this.descriptor = descriptor;
    }

    /** Whether a call is of this method, also where Netty is shaded. */
    boolean calls(String owner, String method, String descriptor) {
        return this.method.equals(method) && owner.endsWith(this.owner) && this.descriptor.equals(descriptor);
    }

    /** The method, and the hook before it. */
    String method() {
        return method;
    }

    String descriptor() {
        return descriptor;
    }

    /** Whether a hook is also put behind it, which is given the result and the first argument. */
    boolean accepts() {
        return descriptor.endsWith(")I");
    }

    /**
     * The types of the hook: also the object that makes the call. It returns whether to leave the call out, or the result of a
     * call that is left out.
     */
    String hookDescriptor() {
        return descriptor.replace(accepts() ? ")I" : ")V", "Ljava/lang/Object;)" + (accepts() ? "I" : "Z"));
    }

    @Override
    public String toString() {
        return "call of " + owner + "." + method + descriptor;
    }
}
