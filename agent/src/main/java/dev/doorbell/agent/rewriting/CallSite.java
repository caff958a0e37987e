package dev.doorbell.agent.rewriting;

/** A call that the classes of the JDK make where they bind or listen, and that a hook is put before. */
enum CallSite implements Edit {
    BIND("sun/nio/ch/Net", "bind", "(Ljava/io/FileDescriptor;Ljava/net/InetAddress;I)V"),
    BIND_OF_FAMILY(
            "sun/nio/ch/Net", "bind", "(Ljava/net/ProtocolFamily;Ljava/io/FileDescriptor;Ljava/net/InetAddress;I)V"),
    LISTEN("sun/nio/ch/Net", "listen", "(Ljava/io/FileDescriptor;I)V"),
    BIND_UNIX("sun/nio/ch/UnixDomainSockets", "bind", "(Ljava/io/FileDescriptor;Ljava/nio/file/Path;)V");

    private final String owner;
    private final String method;
    private final String descriptor;

    CallSite(String owner, String method, String descriptor) {
        this.owner = owner;
        this.method = method;
        this.descriptor = descriptor;
    }

    /** Whether a call is of this method. */
    boolean calls(String owner, String method, String descriptor) {
        return this.method.equals(method) && this.owner.equals(owner) && this.descriptor.equals(descriptor);
    }

    String owner() {
        return owner;
    }

    /** The method, and the hook before it. */
    String method() {
        return method;
    }

    String descriptor() {
        return descriptor;
    }

    /** The types of the hook: also the object that makes the call; it returns whether to leave the call out. */
    String hookDescriptor() {
        return descriptor.replace(")V", "Ljava/lang/Object;)Z");
    }

    @Override
    public String toString() {
        return "call of " + owner + "." + method + descriptor;
    }
}
