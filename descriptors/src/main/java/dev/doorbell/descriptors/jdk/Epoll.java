package dev.doorbell.descriptors.jdk;

import java.io.IOException;
import java.lang.reflect.Method;

/** {@code epoll_ctl(2)} of Linux, as the JDK's own selectors call it. */
public final class Epoll {
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_MOD = 3;

    private Epoll() {}

    /** Watches a descriptor; what epoll returns for it is its number, as with the JDK and Netty. */
    public static void add(int epoll, int number, int events) throws IOException {
        call(epoll, EPOLL_CTL_ADD, number, events);
    }

    /** Changes what is waited for. Without effect where the descriptor is not watched. */
    public static void modify(int epoll, int number, int events) throws IOException {
        call(epoll, EPOLL_CTL_MOD, number, events);
    }

    private static void call(int epoll, int operation, int number, int events) throws IOException {
        try {
            Method ctl = SunNioCh.type("EPoll").getDeclaredMethod("ctl", int.class, int.class, int.class, int.class);
            JdkAccess.get().call(ctl, null, epoll, operation, number, events);
        } catch (ReflectiveOperationException e) {
            throw SunNioCh.otherJdk(e);
        }
    }
}
