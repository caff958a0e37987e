/*
 * The C library of macOS, as JNA calls it: the functions of Doorbell's interfaces whose numbers, structures or errno differ
 * from Linux's. All others it takes from glibc. The functions are those of XNU's libsyscall and Libc by their names.
 */
#define _GNU_SOURCE
#include "darwin.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    F_GETPATH_OF_DARWIN = 50,        /* bsd/sys/fcntl.h */
    WNOWAIT_OF_DARWIN = 0x20,        /* bsd/sys/wait.h */
    SOCKET_INFO = 3,                 /* PROC_PIDFDSOCKETINFO of bsd/sys/proc_info.h, with the offsets in it */
    SOCKET_INFO_SIZE = 792,
    AT_TYPE = 176,
    AT_FAMILY = 184,
    AT_OPTIONS = 188,
    LINUX_FAMILY_SIZE = sizeof(sa_family_t),
    LONGEST_LINK = 64,
    LONGEST_PATH = 1024               /* MAXPATHLEN of bsd/sys/param.h */
};

/* As glibc declares the argument. */
#define AT(address) ((__CONST_SOCKADDR_ARG){.__sockaddr_un__ = (address)})

/* struct sockaddr of bsd/sys/socket.h: a byte for its length, one for its family. */
struct darwin_sockaddr {
    unsigned char length, family;
    char bytes[sizeof(struct sockaddr_un)];
};

/* Not RTLD_NEXT, which would pass libdarwin.so over. */
void *function_after(const char *name) {
    void *found = dlsym(RTLD_DEFAULT, name);
    if (found == NULL) {
        dprintf(STDERR_FILENO, "darwin: there is no %s\n", name);
        abort();
    }
    return found;
}

static long answer(long result) {
    if (result < 0) {
        errno = darwin_errno_of(errno);
    }
    return result;
}

static struct sockaddr_un linux_address(const struct darwin_sockaddr *address, int length) {
    struct sockaddr_un made = {.sun_family = (sa_family_t)linux_family(address->family)};
    memcpy(made.sun_path, address->bytes, (size_t)(length - LINUX_FAMILY_SIZE));
    return made;
}

static void make_darwins(void *address, int length) {
    sa_family_t family;
    memcpy(&family, address, sizeof family);
    ((struct darwin_sockaddr *)address)->length = (unsigned char)length;
    ((struct darwin_sockaddr *)address)->family = (unsigned char)(family == AF_INET6 ? DARWIN_AF_INET6 : family);
}

int darwin_socket(int domain, int type, int protocol) __asm__("socket");
int darwin_socket(int domain, int type, int protocol) {
    /* bsd/kern/uipc_proto.c has streams and datagrams only. */
    if (domain == AF_UNIX && type == SOCK_SEQPACKET) {
        errno = darwin_errno_of(EPROTONOSUPPORT);
        return -1;
    }
    NEXT(socket)
    return (int)answer(real(linux_family(domain), type, protocol));
}

int darwin_bind(int fd, const struct darwin_sockaddr *address, int length) __asm__("bind");
int darwin_bind(int fd, const struct darwin_sockaddr *address, int length) {
    NEXT(bind)
    struct sockaddr_un made = linux_address(address, length);
    return (int)answer(real(fd, AT(&made), (socklen_t)length));
}

int darwin_connect(int fd, const struct darwin_sockaddr *address, int length) __asm__("connect");
int darwin_connect(int fd, const struct darwin_sockaddr *address, int length) {
    NEXT(connect)
    struct sockaddr_un made = linux_address(address, length);
    return (int)answer(real(fd, AT(&made), (socklen_t)length));
}

ssize_t darwin_recvfrom(int fd, void *bytes, size_t size, int flags, void *address, socklen_t *length)
    __asm__("recvfrom");
ssize_t darwin_recvfrom(int fd, void *bytes, size_t size, int flags, void *address, socklen_t *length) {
    NEXT(recvfrom)
    ssize_t count = real(fd, bytes, size, linux_message_flags(flags), (__SOCKADDR_ARG){.__sockaddr__ = address}, length);
    if (count >= 0 && address != NULL && *length >= LINUX_FAMILY_SIZE) {
        make_darwins(address, (int)*length);
    }
    return answer(count);
}

ssize_t darwin_sendto(int fd, const void *bytes, size_t size, int flags, const struct darwin_sockaddr *address,
                      int length) __asm__("sendto");
ssize_t darwin_sendto(int fd, const void *bytes, size_t size, int flags, const struct darwin_sockaddr *address,
                      int length) {
    NEXT(sendto)
    struct sockaddr_un made = linux_address(address, length);
    /* Linux signals a broken pipe to the JVM as Darwin does; the JVM ignores it. */
    return answer(real(fd, bytes, size, linux_message_flags(flags), AT(&made), (socklen_t)length));
}

/* struct msghdr and cmsghdr of bsd/sys/socket.h. */
struct darwin_msghdr {
    void *name;
    unsigned name_length;
    struct iovec *iov;
    int iov_count;
    void *control;
    unsigned control_length;
    int flags;
};

struct darwin_cmsghdr {
    unsigned length;
    int level, type;
};

ssize_t darwin_sendmsg(int fd, const struct darwin_msghdr *message, int flags) __asm__("sendmsg");
ssize_t darwin_sendmsg(int fd, const struct darwin_msghdr *message, int flags) {
    NEXT(sendmsg)
    struct sockaddr_un made = linux_address(message->name, (int)message->name_length);
    struct msghdr header = {.msg_name = &made,
                            .msg_namelen = message->name_length,
                            .msg_iov = message->iov,
                            .msg_iovlen = (size_t)message->iov_count};
    const struct darwin_cmsghdr *rights = message->control;
    size_t size = rights == NULL ? 0 : rights->length - sizeof *rights;
    char control[CMSG_SPACE(size)];
    memset(control, 0, sizeof control);
    if (size > 0) {
        header.msg_control = control;
        header.msg_controllen = sizeof control;
        struct cmsghdr *first = CMSG_FIRSTHDR(&header);
        first->cmsg_len = CMSG_LEN(size);
        first->cmsg_level = rights->level == DARWIN_SOL_SOCKET ? SOL_SOCKET : rights->level;
        first->cmsg_type = rights->type;
        memcpy(CMSG_DATA(first), rights + 1, size);
    }
    return answer(real(fd, &header, linux_message_flags(flags)));
}

int darwin_getsockopt(int fd, int level, int name, void *value, socklen_t *length) __asm__("getsockopt");
int darwin_getsockopt(int fd, int level, int name, void *value, socklen_t *length) {
    NEXT(getsockopt)
    return (int)answer(real(fd, level, name, value, length));
}

int darwin_setsockopt(int fd, int level, int name, const void *value, socklen_t length) __asm__("setsockopt");
int darwin_setsockopt(int fd, int level, int name, const void *value, socklen_t length) {
    NEXT(setsockopt)
    return (int)answer(real(fd, level, name, value, length));
}

int darwin_open(const char *path, int flags, ...) __asm__("open");
int darwin_open(const char *path, int flags, ...) {
    NEXT(open)
    va_list arguments;
    va_start(arguments, flags);
    int made = linux_open_flags(flags);
    int mode = (made & O_CREAT) != 0 ? va_arg(arguments, int) : 0;
    va_end(arguments);
    return (int)answer(real(path, made, mode));
}

/* A file's path for F_GETPATH, EBADF for other descriptors: fcntl_nocancel(), bsd/kern/kern_descrip.c. */
static int get_path(int fd, char *path) {
    char link[LONGEST_LINK];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, LONGEST_PATH - 1);
    if (length <= 0 || path[0] != '/') {
        errno = EBADF;
        return -1;
    }
    path[length] = '\0';
    return 0;
}

int darwin_fcntl(int fd, int command, ...) __asm__("fcntl");
int darwin_fcntl(int fd, int command, ...) {
    NEXT(fcntl)
    va_list arguments;
    va_start(arguments, command);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    if (command == F_GETPATH_OF_DARWIN) {
        return (int)answer(get_path(fd, argument));
    }
    int result = real(fd, command, argument);
    return (int)answer(command == F_GETFL && result >= 0 ? darwin_status_flags(result) : result);
}

int darwin_waitid(int type, int id, siginfo_t *info, int options) __asm__("waitid");
int darwin_waitid(int type, int id, siginfo_t *info, int options) {
    NEXT(waitid)
    int made = options & ~WNOWAIT_OF_DARWIN;
    return (int)answer(real((idtype_t)type, (id_t)id, info, (options & WNOWAIT_OF_DARWIN) != 0 ? made | WNOWAIT : made));
}

int darwin_mkfifo(const char *path, mode_t mode) __asm__("mkfifo");
int darwin_mkfifo(const char *path, mode_t mode) {
    NEXT(mkfifo)
    return (int)answer(real(path, mode));
}

char *darwin_strerror(int number) __asm__("strerror");
char *darwin_strerror(int number) {
    NEXT(strerror)
    return real(linux_errno_of(number));
}

/* crt_externs.h */
char ***_NSGetEnviron(void);
char ***_NSGetEnviron(void) {
    return &environ;
}

/* libproc.h; the fields that proc_pidfdinfo() of bsd/kern/proc_info.c fills in for a socket of this process. */
int proc_pidfdinfo(int pid, int fd, int flavor, void *buffer, int size);
int proc_pidfdinfo(int pid, int fd, int flavor, void *buffer, int size) {
    int type, family, listening;
    socklen_t length = sizeof type;
    if (pid != getpid() || flavor != SOCKET_INFO || size < SOCKET_INFO_SIZE) {
        errno = EINVAL;
        return 0;
    }
    if (getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &length) != 0) {
        errno = EBADF;
        return 0;
    }
    getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &family, &length);
    getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &length);
    family = family == AF_INET6 ? DARWIN_AF_INET6 : family;
    short options = listening ? 0x2 : 0;
    memset(buffer, 0, SOCKET_INFO_SIZE);
    memcpy((char *)buffer + AT_TYPE, &type, sizeof type);
    memcpy((char *)buffer + AT_FAMILY, &family, sizeof family);
    memcpy((char *)buffer + AT_OPTIONS, &options, sizeof options);
    return SOCKET_INFO_SIZE;
}
