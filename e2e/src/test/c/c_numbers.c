/*
 * Prints the value that this machine's C compiler has for each number in a table of Doorbell, as "NAME
 * NUMBER": constants, sizes and offsets. A name that the headers lack is not printed. Built on Linux and on macOS.
 */
#define _GNU_SOURCE
#define _DARWIN_C_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#ifdef __linux__
#include <linux/netlink.h>
#endif

#define SAY(name) say(#name, (long long)(name))
#define SAY_SIZE(name, type) say(name, (long long)sizeof(type))
#define SAY_OFFSET(type, member) say(#type "." #member, (long long)offsetof(struct type, member))
#define SAY_LENGTH(type, member) say("sizeof." #type "." #member, (long long)sizeof((struct type){0}.member))

static void say(const char *name, long long number) {
    printf("%s %lld\n", name, number);
}

static void say_constants(void) {
    SAY(AF_UNIX);
    SAY(AF_INET);
    SAY(AF_INET6);
    SAY(SOCK_STREAM);
    SAY(SOCK_DGRAM);
    SAY(SOCK_RAW);
    SAY(SOCK_SEQPACKET);
    SAY(SOL_SOCKET);
    SAY(SO_TYPE);
    SAY(SO_ACCEPTCONN);
    SAY(SO_RCVBUF);
    SAY(SO_SNDBUF);
    SAY(SCM_RIGHTS);
    SAY(MSG_DONTWAIT);
    SAY(MSG_TRUNC);
    SAY(MSG_CTRUNC);
    SAY(IPPROTO_IPV6);
    SAY(IPV6_V6ONLY);
    SAY(FIOCLEX);
    SAY(O_RDWR);
    SAY(O_CREAT);
    SAY(O_EXCL);
    SAY(O_NOCTTY);
    SAY(O_NONBLOCK);
    SAY(O_CLOEXEC);
    SAY(O_NOFOLLOW);
    SAY(F_GETFL);
    SAY(WEXITED);
    SAY(WNOWAIT);
    SAY(POSIX_SPAWN_SETPGROUP);
    SAY(POSIX_SPAWN_SETSIGDEF);
    SAY(POSIX_SPAWN_SETSIGMASK);
    SAY(P_PID);
}

static void say_errors(void) {
    SAY(EPERM);
    SAY(ENOENT);
    SAY(ESRCH);
    SAY(EINTR);
    SAY(EIO);
    SAY(ENXIO);
    SAY(E2BIG);
    SAY(EBADF);
    SAY(EAGAIN);
    SAY(ENOMEM);
    SAY(EACCES);
    SAY(EBUSY);
    SAY(EEXIST);
    SAY(ENODEV);
    SAY(ENOTDIR);
    SAY(EISDIR);
    SAY(EINVAL);
    SAY(ENFILE);
    SAY(EMFILE);
    SAY(ENOTTY);
    SAY(ENOSPC);
    SAY(EROFS);
    SAY(ENAMETOOLONG);
    SAY(ELOOP);
    SAY(EMSGSIZE);
    SAY(EPROTOTYPE);
    SAY(EPROTONOSUPPORT);
    SAY(ENOTSUP);
    SAY(EAFNOSUPPORT);
    SAY(EADDRINUSE);
    SAY(EADDRNOTAVAIL);
    SAY(ENOBUFS);
    SAY(ENOTCONN);
    SAY(ETIMEDOUT);
    SAY(ECONNREFUSED);
    SAY(EALREADY);
}

/* Numbers that one of the platforms lacks, or that are newer than some headers. */
static void say_what_there_is(void) {
#ifdef AF_NETLINK
    SAY(AF_NETLINK);
#endif
#ifdef AF_VSOCK
    SAY(AF_VSOCK);
#endif
#ifdef SOCK_CLOEXEC
    SAY(SOCK_CLOEXEC);
#endif
#ifdef SO_SNDBUFFORCE
    SAY(SO_SNDBUFFORCE);
#endif
#ifdef SO_DOMAIN
    SAY(SO_DOMAIN);
#endif
#ifdef SO_PROTOCOL
    SAY(SO_PROTOCOL);
#endif
#ifdef SO_PEERPIDFD
    SAY(SO_PEERPIDFD);
#endif
#ifdef SO_PASSCRED
    SAY(SO_PASSCRED);
#endif
#ifdef SCM_CREDENTIALS
    SAY(SCM_CREDENTIALS);
#endif
#ifdef MSG_CMSG_CLOEXEC
    SAY(MSG_CMSG_CLOEXEC);
#endif
#ifdef MSG_NOSIGNAL
    SAY(MSG_NOSIGNAL);
#endif
#ifdef F_GETPATH
    SAY(F_GETPATH);
#endif
#ifdef POSIX_SPAWN_CLOEXEC_DEFAULT
    SAY(POSIX_SPAWN_CLOEXEC_DEFAULT);
#endif
}

static void say_layouts(void) {
    SAY_SIZE("SIZEOF_SUN_PATH", ((struct sockaddr_un){0}).sun_path);
    SAY_SIZE("SIZEOF_SOCKADDR_UN", struct sockaddr_un);
    SAY_OFFSET(sockaddr_un, sun_family);
    SAY_OFFSET(sockaddr_un, sun_path);
    SAY_LENGTH(sockaddr_un, sun_family);
#ifdef __linux__
    SAY_SIZE("SIZEOF_SOCKADDR_NL", struct sockaddr_nl);
    SAY_OFFSET(sockaddr_nl, nl_groups);
#endif
    SAY_OFFSET(msghdr, msg_name);
    SAY_OFFSET(msghdr, msg_namelen);
    SAY_OFFSET(msghdr, msg_iov);
    SAY_OFFSET(msghdr, msg_iovlen);
    SAY_OFFSET(msghdr, msg_control);
    SAY_OFFSET(msghdr, msg_controllen);
    SAY_SIZE("sizeof.msghdr", struct msghdr);
    SAY_LENGTH(msghdr, msg_iovlen);
    SAY_LENGTH(msghdr, msg_controllen);
    SAY_LENGTH(cmsghdr, cmsg_len);
    SAY_OFFSET(cmsghdr, cmsg_level);
    SAY_OFFSET(cmsghdr, cmsg_type);
    say("CMSG_SPACE(1)", (long long)CMSG_SPACE(1));
    say("CMSG_LEN(0)", (long long)CMSG_LEN(0));
    SAY_SIZE("sizeof.siginfo_t", siginfo_t);
    SAY_SIZE("sizeof.posix_spawnattr_t", posix_spawnattr_t);
    SAY_SIZE("sizeof.posix_spawn_file_actions_t", posix_spawn_file_actions_t);
    SAY_SIZE("sizeof.sigset_t", sigset_t);
    SAY_SIZE("sizeof.pointer", void *);
}

int main(void) {
    say_constants();
    say_errors();
    say_what_there_is();
    say_layouts();
    return 0;
}
