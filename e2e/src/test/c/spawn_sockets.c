/* The sockets of spawn_with_sockets. */
#define _GNU_SOURCE
#include "spawn.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 16, LONGEST_HOST = 64, OUT_OF_THE_WAY = 100 };

#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262
#endif

static void bind_and_listen(int fd, int type, const struct sockaddr *address, socklen_t length, const char *text) {
    check(bind(fd, address, length), text);
    if (type != SOCK_DGRAM) {
        check(listen(fd, BACKLOG), text);
    }
}

static void set_option(int fd, int level, int option) {
    int one = 1;
    check(setsockopt(fd, level, option, &one, sizeof one), "setsockopt");
}

/* ---- one function per family ---- */

static struct addrinfo *resolved(int family, int type, const char *text) {
    const char *colon = strrchr(text, ':');
    size_t length = colon == NULL ? 0 : (size_t)(colon - text);
    int bracketed = length >= 2 && text[0] == '[' && text[length - 1] == ']';
    char host[LONGEST_HOST];
    if (colon == NULL || length >= sizeof host) {
        fail(text, "expected HOST:PORT");
    }
    snprintf(host, sizeof host, "%.*s", (int)length - 2 * bracketed, text + bracketed);
    struct addrinfo hints = {
        .ai_family = family, .ai_socktype = type, .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV};
    struct addrinfo *found;
    int error = getaddrinfo(host, colon + 1, &hints, &found);
    if (error != 0) {
        fail(text, gai_strerror(error));
    }
    return found;
}

static void tell_ip(int fd) {
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    char host[NI_MAXHOST], port[NI_MAXSERV];
    check(getsockname(fd, (struct sockaddr *)&address, &length), "getsockname");
    if (getnameinfo((struct sockaddr *)&address, length, host, sizeof host, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
        fail("getnameinfo", "no numeric form");
    }
    fprintf(stderr, address.ss_family == AF_INET6 ? "fd %d [%s]:%s\n" : "fd %d %s:%s\n", fd, host, port);
}

static int ip_socket_of(int family, int type, int protocol, const char *text) {
    struct addrinfo *address = resolved(family, type, text);
    int fd = socket(family, type, protocol);
    check(fd, "socket");
    if (type == SOCK_STREAM) {
        set_option(fd, SOL_SOCKET, SO_REUSEADDR);
    }
    if (v6only && family == AF_INET6) {
        set_option(fd, IPPROTO_IPV6, IPV6_V6ONLY);
    }
    bind_and_listen(fd, type, address->ai_addr, address->ai_addrlen, text);
    freeaddrinfo(address);
    int number = placed(fd);
    tell_ip(number);
    return number;
}

static int ip_socket(int family, int type, const char *text) {
    return ip_socket_of(family, type, 0, text);
}

static int unix_socket(int type, int abstract, const char *text) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = strlen(text);
    if (length + 1 > sizeof address.sun_path) {
        fail(text, "too long for a UNIX socket");
    }
    memcpy(address.sun_path + abstract, text, length);
    /* An abstract name has no NUL at its end: only the length defines its end, unix(7). */
    socklen_t total = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length + 1);
    int fd = socket(AF_UNIX, type, 0);
    check(fd, "socket");
    bind_and_listen(fd, type, (struct sockaddr *)&address, total, text);
    int number = placed(fd);
    fprintf(stderr, "fd %d %s%s\n", number, abstract ? "@" : "", text);
    return number;
}

/* Accept=yes: waits for the first client, whose connection takes the place of the listening socket. */
static void connection_to(int listener) {
    int fd = accept(listener, NULL, NULL);
    check(fd, "accept");
    check(dup2(fd, listener), "dup2");
    close(fd);
}

/* As between a parent and its child, except that the child itself has the parent's end. */
void unnamed_pair(void) {
    int ends[2];
    check(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), "socketpair");
    check(fcntl(ends[1], F_DUPFD, OUT_OF_THE_WAY), "F_DUPFD");
    close(ends[1]);
    fprintf(stderr, "fd %d pair\n", placed(ends[0]));
}

static void netlink(const char *text) {
    unsigned family, groups;
    if (sscanf(text, "%u/%u", &family, &groups) != 2) {
        fail(text, "expected FAMILY/GROUPS");
    }
    struct sockaddr_nl address = {.nl_family = AF_NETLINK, .nl_groups = groups};
    int fd = socket(AF_NETLINK, SOCK_RAW, (int)family);
    check(fd, "socket");
    check(bind(fd, (struct sockaddr *)&address, sizeof address), text);
    fprintf(stderr, "fd %d %s\n", placed(fd), text);
}

int socket_option(const char *option, const char *value) {
    if (strcmp(option, "--tcp") == 0) {
        ip_socket(AF_INET, SOCK_STREAM, value);
    } else if (strcmp(option, "--tcp6") == 0) {
        ip_socket(AF_INET6, SOCK_STREAM, value);
    } else if (strcmp(option, "--udp") == 0) {
        ip_socket(AF_INET, SOCK_DGRAM, value);
    } else if (strcmp(option, "--udp6") == 0) {
        ip_socket(AF_INET6, SOCK_DGRAM, value);
    } else if (strcmp(option, "--mptcp6") == 0) {
        ip_socket_of(AF_INET6, SOCK_STREAM, IPPROTO_MPTCP, value);
    } else if (strcmp(option, "--unix") == 0) {
        unix_socket(SOCK_STREAM, 0, value);
    } else if (strcmp(option, "--abstract") == 0) {
        unix_socket(SOCK_STREAM, 1, value);
    } else if (strcmp(option, "--seqpacket") == 0) {
        unix_socket(SOCK_SEQPACKET, 0, value);
    } else if (strcmp(option, "--unixgram") == 0) {
        unix_socket(SOCK_DGRAM, 0, value);
    } else if (strcmp(option, "--abstract-seqpacket") == 0) {
        unix_socket(SOCK_SEQPACKET, 1, value);
    } else if (strcmp(option, "--abstract-unixgram") == 0) {
        unix_socket(SOCK_DGRAM, 1, value);
    } else if (strcmp(option, "--netlink") == 0) {
        netlink(value);
    } else {
        return 0;
    }
    return 1;
}

int connection_option(const char *option, const char *value) {
    if (strcmp(option, "--connection") == 0) {
        connection_to(ip_socket(AF_INET, SOCK_STREAM, value));
    } else if (strcmp(option, "--unix-connection") == 0) {
        connection_to(unix_socket(SOCK_STREAM, 0, value));
    } else if (strcmp(option, "--seqpacket-connection") == 0) {
        connection_to(unix_socket(SOCK_SEQPACKET, 0, value));
    } else {
        return 0;
    }
    return 1;
}
