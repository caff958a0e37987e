package dev.doorbell.agent.rewriting;

/**
 * A call that the classes of the JDK make where they bind or listen.
 *
 * @param owner the class of the method, by its internal name
 * @param name the method, and the hook before it
 * @param descriptor its types
 */
record CallSite(String owner, String name, String descriptor) implements Edit {
    private static final String NET = "sun/nio/ch/Net";
    private static final String FD = "Ljava/io/FileDescriptor;";

    static final CallSite BIND =
            new CallSite(NET, "bind", "(" + FD + "Ljava/net/InetAddress;I)V");
    static final CallSite BIND_OF_FAMILY =
            new CallSite(NET, "bind", "(Ljava/net/ProtocolFamily;" + FD + "Ljava/net/InetAddress;I)V");
    static final CallSite LISTEN = new CallSite(NET, "listen", "(" + FD + "I)V");
    static final CallSite BIND_UNIX =
            new CallSite("sun/nio/ch/UnixDomainSockets", "bind", "(" + FD + "Ljava/nio/file/Path;)V");

    /** The types of the hook: also the object that makes the call; it returns whether to leave the call out. */
    String hook() {
        return descriptor.replace(")V", "Ljava/lang/Object;)Z");
    }

    @Override
    public String toString() {
        return "call of " + owner.substring(owner.lastIndexOf('/') + 1) + "." + name + descriptor;
    }
}
