/*
 * Options, readiness and connections of sockets.
 *
 *   accept-conn  getsockopt(SO_ACCEPTCONN) is ENOPROTOOPT: sogetoptlock(), bsd/kern/uipc_socket.c, has no case for it.
 *   poll         a device without kqueue is POLLNVAL: poll_nocancel(), bsd/kern/sys_generic.c, answers that where
 *                filt_specattach(), bsd/miscfs/specfs/spec_vnops.c, refuses. /dev/null and /dev/zero are such devices.
 *   backlog      a connection to a UNIX listener whose backlog is full is ECONNREFUSED at once: unp_connect(),
 *                bsd/kern/uipc_usrreq.c, where sonewconn() makes none.
 *   peer-name    EINVAL once both directions are shut, by either side: getpeername(), bsd/kern/uipc_syscalls.c. A peer
 *                that closes a UNIX socket shuts both: unp_disconnect(), bsd/kern/uipc_usrreq.c.
 * Linux has the same answers in the same order for a UNIX socket that connects to one of another type (EPROTOTYPE), and
 * to a file without a socket (ECONNREFUSED): unp_connect().
 */
#define _GNU_SOURCE
#include "darwin.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

/* bsd/sys/filio.h */
#define DARWIN_FIOCLEX 0x20006601UL

enum { MEMORY_DEVICES = 1 };

/* Linux's level and option for Darwin's, if they are Darwin's. Neither pair has a meaning on Linux. */
static int translate(int *level, int *name) {
    if (*level == DARWIN_SOL_SOCKET) {
        *level = SOL_SOCKET;
        *name = linux_socket_option(*name);
    } else if (*level == IPPROTO_IPV6 && *name == DARWIN_IPV6_V6ONLY) {
        *name = IPV6_V6ONLY;
    } else {
        return 0;
    }
    return 1;
}

int getsockopt(int fd, int level, int name, void *restrict value, socklen_t *restrict length) {
    NEXT(getsockopt)
    int darwins = translate(&level, &name);
    if (darwins && level == SOL_SOCKET && (name < 0 || (name == SO_ACCEPTCONN && darwin_has("accept-conn")))) {
        errno = ENOPROTOOPT;
        return -1;
    }
    if (level == SOL_SOCKET && name == SO_SNDBUF && told_send_space(fd, value, length)) {
        return 0;
    }
    return real(fd, level, name, value, length);
}

int setsockopt(int fd, int level, int name, const void *value, socklen_t length) {
    NEXT(setsockopt)
    translate(&level, &name);
    int failed = real(fd, level, name, value, length);
    if (failed == 0 && level == SOL_SOCKET && name == SO_SNDBUF) {
        set_send_space(fd, *(const int *)value);
    }
    return failed;
}

int ioctl(int fd, unsigned long request, ...) {
    NEXT(ioctl)
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    return request == DARWIN_FIOCLEX ? real(fd, FIOCLEX) : real(fd, request, argument);
}

static int is_without_kqueue(int fd) {
    struct stat64 file;
    return fstat64(fd, &file) == 0 && S_ISCHR(file.st_mode) && major(file.st_rdev) == MEMORY_DEVICES;
}

int poll(struct pollfd *fds, nfds_t count, int timeout) {
    NEXT(poll)
    nfds_t refused = 0;
    for (nfds_t i = 0; i < count && darwin_has("poll"); i++) {
        refused += fds[i].fd >= 0 && is_without_kqueue(fds[i].fd);
    }
    int ready = real(fds, count, refused > 0 ? 0 : timeout);
    for (nfds_t i = 0; i < count && refused > 0; i++) {
        if (fds[i].fd >= 0 && is_without_kqueue(fds[i].fd)) {
            ready += ready >= 0 && fds[i].revents == 0;
            fds[i].revents = POLLNVAL;
        }
    }
    return ready;
}

int connect(int fd, __CONST_SOCKADDR_ARG address, socklen_t length) {
    NEXT(connect)
    if (!is_socket_of(fd, AF_UNIX, SOCK_STREAM) || !darwin_has("backlog")) {
        return real(fd, address, length);
    }
    /* Linux waits for room in the backlog, or says EAGAIN. */
    int flags = fcntl(fd, F_GETFL);
    fcntl(fd, F_SETFL, flags | O_NONBLOCK);
    int failed = real(fd, address, length);
    int why = errno;
    fcntl(fd, F_SETFL, flags);
    errno = failed && why == EAGAIN ? ECONNREFUSED : why;
    return failed;
}

static int is_bound(int fd) {
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    if (getsockname(fd, (struct sockaddr *)&address, &length) != 0) {
        return 0;
    }
    if (address.ss_family == AF_UNIX) {
        return 1;
    }
    /* The port is at the same place in both structures. */
    return ((struct sockaddr_in *)&address)->sin_port != 0;
}

static int both_directions_are_shut(int fd) {
    int listening = 0, before = errno;
    socklen_t length = sizeof listening;
    struct pollfd socket = {.fd = fd};
    NEXT(poll)
    int shut = real(&socket, 1, 0) == 1 && (socket.revents & POLLHUP) != 0 && is_bound(fd)
               && getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &length) == 0 && !listening;
    errno = before;
    return shut;
}

int getpeername(int fd, __SOCKADDR_ARG address, socklen_t *restrict length) {
    NEXT(getpeername)
    socklen_t room = *length;
    int failed = real(fd, address, length);
    if ((failed == 0 || errno == ENOTCONN) && both_directions_are_shut(fd) && darwin_has("peer-name")) {
        errno = EINVAL;
        return -1;
    }
    if (failed == 0) {
        name_nothing(address.__sockaddr__, room, length);
    }
    return failed;
}
