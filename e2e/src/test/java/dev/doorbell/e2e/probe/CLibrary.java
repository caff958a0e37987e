package dev.doorbell.e2e.probe;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;

/** The functions of the C library that the probe calls, by their C names; the errno is in {@link Native#getLastError()}. */
interface CLibrary extends Library {
    CLibrary C = Native.load("c", CLibrary.class);

    int socket(int domain, int type, int protocol);

    int bind(int fd, byte[] address, int length);

    int listen(int fd, int backlog);

    int connect(int fd, byte[] address, int length);

    int accept(int fd, Pointer address, Pointer length);

    int shutdown(int fd, int how);

    int getsockname(int fd, byte[] address, IntByReference length);

    int getpeername(int fd, byte[] address, IntByReference length);

    int getsockopt(int fd, int level, int option, IntByReference value, IntByReference length);

    int setsockopt(int fd, int level, int option, IntByReference value, int length);

    NativeLong sendto(int fd, byte[] bytes, NativeLong size, int flags, byte[] address, int length);

    NativeLong recvfrom(int fd, byte[] bytes, NativeLong size, int flags, byte[] address, IntByReference length);

    NativeLong read(int fd, byte[] bytes, NativeLong size);

    int open(String path, int flags);

    int close(int fd);

    int dup(int fd);

    int fcntl(int fd, int command, Object... argument);

    int ioctl(int fd, NativeLong request);

    int poll(byte[] descriptors, NativeLong count, int millis);

    int kqueue();

    int proc_pidfdinfo(int pid, int fd, int flavor, byte[] buffer, int size);

    int posix_spawn(IntByReference pid, String path, Pointer actions, Pointer attributes, Pointer argv, Pointer envp);

    int posix_spawn_file_actions_init(Pointer actions);

    int posix_spawn_file_actions_adddup2(Pointer actions, int from, int to);

    int posix_spawn_file_actions_addinherit_np(Pointer actions, int fd);

    int posix_spawnattr_init(Pointer attributes);

    int posix_spawnattr_setflags(Pointer attributes, short flags);

    int waitid(int idType, int id, Pointer info, int options);

    int waitpid(int pid, IntByReference status, int options);
}
