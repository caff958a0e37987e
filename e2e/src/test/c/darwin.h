/*
 * The Darwin personality: gives a program on Linux the answers of XNU and the C library of macOS, for tests on machines
 * without macOS. The rules come from Apple's sources (https://github.com/apple-oss-distributions/xnu, tag
 * xnu-11417.101.15); each cites its file and function. It is built as two libraries:
 *
 *   libdarwin.so    for LD_PRELOAD: the kernel. It changes answers, and takes Linux's numbers as the JDK's own code for
 *                   Linux gives them, and beside them those of Darwin's numbers that cannot be meant for Linux.
 *   darwin/libc.so  the C library. JNA gets it in place of "c", so its callers have Darwin's numbers, structures and
 *                   errno; it calls Linux's functions, and so libdarwin.so.
 *
 *   DOORBELL_DARWIN  RULE,RULE   only these rules; -RULE,-RULE all but these. Without it all of them. Numbers, structures
 *                                and F_GETPATH are translated always.
 */
#ifndef DARWIN_H
#define DARWIN_H

#include <stddef.h>
#include <sys/socket.h>

/* Each library has its own of these: they must not find those of the other. */
#pragma GCC visibility push(hidden)

/* Whether the rule of that name holds in this process. */
int darwin_has(const char *rule);

/* ---- numbers: darwin_numbers.c ---- */

enum { DARWIN_SOL_SOCKET = 0xffff, DARWIN_IPV6_V6ONLY = 27, DARWIN_AF_INET6 = 30, DARWIN_SOCKADDR_SIZE = 16 };

/* Translate a number of Darwin to that of Linux, and back; a number without a counterpart stays unchanged. */
int darwin_errno_of(int linux_errno);
int linux_errno_of(int darwin_errno);
int linux_open_flags(int darwin_flags);
int darwin_status_flags(int linux_flags);
int linux_message_flags(int darwin_flags);
int linux_family(int darwin_family);
/* -1 where Linux has none. */
int linux_socket_option(int darwin_option);

/* ---- descriptors: darwin_descriptors.c ---- */

/* N of "/dev/fd/N", -1 for another path. */
int descriptor_in(const char *path);
int is_open(int fd);
int is_socket_of(int fd, int family, int type);
int socket_family(int fd);
/* Of a socket's file: no two sockets have the same. */
unsigned long inode_of(int fd);

/* The function of that name that comes after the one of this library. */
void *function_after(const char *name);

/* ---- what the files of libdarwin.so share: darwin_datagrams.c ---- */

void set_send_space(int fd, int space);
int told_send_space(int fd, void *value, socklen_t *length);
/* Makes the address of a socket without a name as long as Darwin's. */
void name_nothing(struct sockaddr *address, socklen_t room, socklen_t *length);

#pragma GCC visibility pop

/* Declares "real", the next function of a name. */
#define NEXT(function)                                                                                                 \
    static __typeof__(function) *real;                                                                                 \
    if (real == NULL) {                                                                                                \
        void *found = function_after(#function);                                                                       \
        memcpy(&real, &found, sizeof found);                                                                           \
    }

#endif
