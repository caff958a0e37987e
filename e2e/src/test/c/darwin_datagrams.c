/*
 * Datagrams, and the addresses of UNIX sockets.
 *
 *   full-receiver  a UNIX datagram that has no room is ENOBUFS at once, whatever the mode: uipc_send(),
 *                  bsd/kern/uipc_usrreq.c, where sbappendaddr() fails.
 *   unnamed        the address of a UNIX socket without a name has 16 bytes, all 0 behind the family: sun_noname there.
 *   send-space     a datagram that is larger than SO_SNDBUF is EMSGSIZE: sosendcheck(), bsd/kern/uipc_socket.c. That is
 *                  9216 for UDP (udp_sendspace, bsd/netinet/udp_usrreq.c) and 2048 for UNIX (unpdg_sendspace,
 *                  bsd/kern/uipc_usrreq.c) until it is raised. The JDK raises it for its own UDP sockets on macOS:
 *                  Java_sun_nio_ch_Net_socket0 in Net.c.
 */
#define _GNU_SOURCE
#include "darwin.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/un.h>
#include <sys/uio.h>

enum { UDP_SPACE = 9216, UNIX_SPACE = 2048, UDP_SPACE_OF_JDK = 65507, MOST_RAISED = 1024 };

static struct {
    unsigned long inode;
    int space;
} raised[MOST_RAISED];
static size_t raised_count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void set_send_space(int fd, int space) {
    unsigned long inode = inode_of(fd);
    pthread_mutex_lock(&lock);
    size_t at = 0;
    while (at < raised_count && raised[at].inode != inode) {
        at++;
    }
    if (at < MOST_RAISED) {
        raised[at].inode = inode;
        raised[at].space = space;
        raised_count += at == raised_count;
    }
    pthread_mutex_unlock(&lock);
}

/* -1 for a socket whose datagrams have no such limit. */
static int send_space(int fd) {
    int space = -1;
    if (!darwin_has("send-space")) {
        return space;
    }
    if (is_socket_of(fd, AF_INET, SOCK_DGRAM) || is_socket_of(fd, AF_INET6, SOCK_DGRAM)) {
        space = UDP_SPACE;
    } else if (is_socket_of(fd, AF_UNIX, SOCK_DGRAM)) {
        space = UNIX_SPACE;
    } else {
        return space;
    }
    unsigned long inode = inode_of(fd);
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < raised_count; i++) {
        space = raised[i].inode == inode ? raised[i].space : space;
    }
    pthread_mutex_unlock(&lock);
    return space;
}

int told_send_space(int fd, void *value, socklen_t *length) {
    int space = send_space(fd);
    if (space < 0 || *length < sizeof space) {
        return 0;
    }
    memcpy(value, &space, sizeof space);
    *length = sizeof space;
    return 1;
}

int socket(int domain, int type, int protocol) {
    NEXT(socket)
    int fd = real(domain, type, protocol);
    if (fd >= 0 && (domain == AF_INET || domain == AF_INET6) && (type & 0xf) == SOCK_DGRAM) {
        set_send_space(fd, UDP_SPACE_OF_JDK);
    }
    return fd;
}

static int is_too_large(int fd, size_t size) {
    int space = send_space(fd);
    return space >= 0 && size > (size_t)space;
}

static int waits_for_a_receiver(int fd) {
    return is_socket_of(fd, AF_UNIX, SOCK_DGRAM) && darwin_has("full-receiver");
}

static ssize_t sent(int to_unix, ssize_t count) {
    if (count < 0 && to_unix && errno == EAGAIN) {
        errno = ENOBUFS;
    }
    return count;
}

ssize_t sendto(int fd, const void *bytes, size_t size, int flags, __CONST_SOCKADDR_ARG address, socklen_t length) {
    NEXT(sendto)
    if (is_too_large(fd, size)) {
        errno = EMSGSIZE;
        return -1;
    }
    int to_unix = waits_for_a_receiver(fd);
    return sent(to_unix, real(fd, bytes, size, to_unix ? flags | MSG_DONTWAIT : flags, address, length));
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    NEXT(sendmsg)
    size_t size = 0;
    for (size_t i = 0; i < message->msg_iovlen; i++) {
        size += message->msg_iov[i].iov_len;
    }
    if (is_too_large(fd, size)) {
        errno = EMSGSIZE;
        return -1;
    }
    int to_unix = waits_for_a_receiver(fd);
    return sent(to_unix, real(fd, message, to_unix ? flags | MSG_DONTWAIT : flags));
}

void name_nothing(struct sockaddr *address, socklen_t room, socklen_t *length) {
    if (address == NULL || *length != sizeof address->sa_family || address->sa_family != AF_UNIX
        || !darwin_has("unnamed")) {
        return;
    }
    socklen_t filled = room < DARWIN_SOCKADDR_SIZE ? room : DARWIN_SOCKADDR_SIZE;
    memset((char *)address + sizeof address->sa_family, 0, filled - sizeof address->sa_family);
    *length = DARWIN_SOCKADDR_SIZE;
}

ssize_t recvfrom(int fd, void *restrict bytes, size_t size, int flags, __SOCKADDR_ARG address,
                 socklen_t *restrict length) {
    NEXT(recvfrom)
    socklen_t room = length == NULL ? 0 : *length;
    ssize_t count = real(fd, bytes, size, flags, address, length);
    if (count >= 0 && address.__sockaddr__ != NULL && *length == 0 && is_socket_of(fd, AF_UNIX, SOCK_DGRAM)) {
        /* Linux leaves the address of an unnamed sender out altogether. */
        address.__sockaddr__->sa_family = AF_UNIX;
        *length = sizeof address.__sockaddr__->sa_family;
    }
    if (count >= 0 && address.__sockaddr__ != NULL) {
        name_nothing(address.__sockaddr__, room, length);
    }
    return count;
}

int getsockname(int fd, __SOCKADDR_ARG address, socklen_t *restrict length) {
    NEXT(getsockname)
    socklen_t room = *length;
    int failed = real(fd, address, length);
    if (failed == 0) {
        name_nothing(address.__sockaddr__, room, length);
    }
    return failed;
}

int accept(int fd, __SOCKADDR_ARG address, socklen_t *restrict length) {
    NEXT(accept)
    socklen_t room = length == NULL ? 0 : *length;
    int accepted = real(fd, address, length);
    if (accepted >= 0 && address.__sockaddr__ != NULL) {
        name_nothing(address.__sockaddr__, room, length);
    }
    return accepted;
}
