package dev.doorbell.descriptors.posix;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import dev.doorbell.spi.OperatingSystem;
import java.nio.Buffer;
import java.util.Optional;

/**
 * The functions of the C library that Doorbell calls, by their C names. Each returns -1 on failure and leaves the errno in
 * {@link Native#getLastError()}. A function with variable arguments is either called with none of them or declared with
 * them: JNA gets others wrong on Apple Silicon.
 */
public interface LibC extends Library {
    LibC INSTANCE = Native.load("c", LibC.class);

    /** More than the opaque structures of {@code spawn.h} have: 336 bytes on Linux, a pointer on macOS. */
    int OPAQUE_SIZE = 1024;

    /** More than {@code sizeof(siginfo_t)} is. */
    int SIGINFO_SIZE = 256;

    /** {@code socket(2)}. */
    int socket(int domain, int type, int protocol);

    /** {@code bind(2)}. */
    int bind(int fd, byte[] address, int length);

    /** {@code connect(2)}. */
    int connect(int fd, byte[] address, int length);

    /** {@code recvfrom(2)}; lengths are {@code size_t} and {@code ssize_t}. */
    NativeLong recvfrom(int fd, Buffer buffer, NativeLong size, int flags, byte[] address, IntByReference length);

    /** {@code sendto(2)}. */
    NativeLong sendto(int fd, Buffer buffer, NativeLong size, int flags, byte[] address, int length);

    /** {@code sendmsg(2)}. */
    NativeLong sendmsg(int fd, Pointer header, int flags);

    /** {@code recvmsg(2)}. */
    NativeLong recvmsg(int fd, Pointer header, int flags);

    /** {@code setsockopt(2)} with an int. */
    int setsockopt(int fd, int level, int option, IntByReference value, int length);

    /** {@code getsockopt(2)} with an int. */
    int getsockopt(int fd, int level, int option, IntByReference value, IntByReference length);

    /** {@code fcntl(2)} with a command that takes no argument. */
    int fcntl(int fd, int command);

    /**
     * {@code fcntl(2)} with an argument. Declared with variable arguments, which JNA then passes as Apple Silicon requires.
     */
    int fcntl(int fd, int command, Object... argument);

    /** {@code mkfifo(3)}. */
    int mkfifo(byte[] path, int mode);

    /** {@code open(2)} with flags that need no mode. */
    int open(byte[] path, int flags);

    /** {@code fchmod(2)}. */
    int fchmod(int fd, int mode);

    /** {@code close(2)}. */
    int close(int fd);

    /** {@code strerror(3)}: what an errno means. */
    String strerror(int errno);

    /** The reason of the last failure on this thread: {@code No such file or directory (ENOENT)}. */
    static String reason() {
        return reason(Native.getLastError());
    }

    /** The reason of a failure by its errno. */
    static String reason(int errno) {
        Optional<Errno> known = Errno.of(errno, CNumber.OS);
        return INSTANCE.strerror(errno) + " (" + (known.isPresent() ? known.get() : "errno " + errno) + ")";
    }

    /**
     * Whether that failure says that a datagram's receiver has no room now. XNU answers ENOBUFS, {@code uipc_send()} of
     * bsd/kern/uipc_usrreq.c, whatever the socket's mode is.
     */
    static boolean queueIsFull() {
        return Errno.EAGAIN.isLast() || (CNumber.OS == OperatingSystem.MACOS && Errno.ENOBUFS.isLast());
    }

    // posix_spawn(3), for Handover. Each of these returns its errno, and leaves none.

    int posix_spawn(IntByReference pid, String path, Pointer actions, Pointer attributes, Pointer argv, Pointer envp);

    int posix_spawn_file_actions_init(Pointer actions);

    int posix_spawn_file_actions_destroy(Pointer actions);

    int posix_spawn_file_actions_adddup2(Pointer actions, int from, int to);

    /** Opens a path under a number; the path and flags are those of {@code open(2)}. */
    int posix_spawn_file_actions_addopen(Pointer actions, int fd, String path, int flags, int mode);

    int posix_spawn_file_actions_addclose(Pointer actions, int fd);

    /** Closes this number and all above; glibc 2.34 and later. */
    int posix_spawn_file_actions_addclosefrom_np(Pointer actions, int from);

    /** Exempts a number from {@code POSIX_SPAWN_CLOEXEC_DEFAULT}; macOS. */
    int posix_spawn_file_actions_addinherit_np(Pointer actions, int fd);

    int posix_spawnattr_init(Pointer attributes);

    int posix_spawnattr_destroy(Pointer attributes);

    int posix_spawnattr_setflags(Pointer attributes, short flags);

    int posix_spawnattr_setsigdefault(Pointer attributes, Pointer signals);

    int posix_spawnattr_setsigmask(Pointer attributes, Pointer signals);

    // and what belongs to it, which leaves its errno as the others above

    /** {@code waitid(2)}. */
    int waitid(int idType, int id, Pointer info, int options);

    /** {@code waitpid(2)}. */
    int waitpid(int pid, IntByReference status, int options);

    /** {@code kill(2)}; a negative pid is a process group. */
    int kill(int pid, int signal);

    /** {@code getpid(2)}. */
    int getpid();

    /** Fills in facts of a descriptor; macOS, {@code libproc.h}. {@return the bytes that it filled in} */
    int proc_pidfdinfo(int pid, int fd, int flavor, Pointer buffer, int size);

    /** {@code tcgetpgrp(3)}: the foreground process group of a terminal. */
    int tcgetpgrp(int terminal);

    /** {@code getpgrp(2)}. */
    int getpgrp();

    /** The address of {@code environ}; macOS, {@code crt_externs.h}. */
    Pointer _NSGetEnviron();
}
