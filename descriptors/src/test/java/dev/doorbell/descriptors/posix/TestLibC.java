package dev.doorbell.descriptors.posix;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;

/** What the tests call in the C library of Linux to make descriptors that the JDK cannot make. */
public interface TestLibC extends Library {
    TestLibC INSTANCE = Native.load("c", TestLibC.class);

    int AF_UNIX = 1;
    int AF_INET = 2;
    int AF_INET6 = 10;
    int AF_NETLINK = 16;
    int AF_VSOCK = 40;

    int SOCK_STREAM = 1;
    int SOCK_DGRAM = 2;
    int SOCK_RAW = 3;
    int SOCK_SEQPACKET = 5;

    int O_RDWR = 2;

    /** {@code socket(2)}. */
    int socket(int domain, int type, int protocol) throws LastErrorException;

    /** {@code bind(2)}. */
    int bind(int fd, byte[] address, int length) throws LastErrorException;

    /** {@code connect(2)}. */
    int connect(int fd, byte[] address, int length) throws LastErrorException;

    /** {@code listen(2)}. */
    int listen(int fd, int backlog) throws LastErrorException;

    /** {@code socketpair(2)}. */
    int socketpair(int domain, int type, int protocol, int[] pair) throws LastErrorException;

    /** {@code setsockopt(2)} with an int. */
    int setsockopt(int fd, int level, int option, int[] value, int length) throws LastErrorException;

    /** {@code mkfifo(3)}; the path ends with a NUL. */
    int mkfifo(byte[] path, int mode) throws LastErrorException;

    /** {@code open(2)} of what is there already; the path ends with a NUL. */
    int open(byte[] path, int flags) throws LastErrorException;

    /** {@code umask(2)}, of the whole process. */
    int umask(int mode);

    /** {@code eventfd(2)}. */
    int eventfd(int initial, int flags) throws LastErrorException;

    /** {@code memfd_create(2)}; the name ends with a NUL. */
    int memfd_create(byte[] name, int flags) throws LastErrorException;

    /** {@code signal(2)}; 1 for {@code SIG_IGN}. */
    NativeLong signal(int signal, NativeLong handler) throws LastErrorException;

    /** {@code pthread_sigmask(3)}, of this thread. */
    int pthread_sigmask(int how, byte[] set, byte[] old);

    /** {@code pidfd_open(2)} and others that have no function of their own. */
    long syscall(long number, int first, int second) throws LastErrorException;
}
