package dev.doorbell.e2e;

/** Names in places that all programs of a machine share. */
public final class Names {
    /** The tests run in several JVMs at a time, numbered from 1. */
    private static final int FORK = Integer.getInteger("doorbell.fork", 1);

    private Names() {}

    /** A multicast group of NETLINK_USERSOCK, which has 32 of them, that only this JVM sends to. */
    public static int netlinkGroup() {
        return FORK;
    }

    public static String unique(String what) {
        return "doorbell-" + what + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    }
}
