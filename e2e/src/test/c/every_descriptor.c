/*
 * Runs a command that inherits a descriptor of every kind, from 3 on.
 *
 *   every_descriptor DIRECTORY COMMAND [ARGUMENT...]
 *
 * The files are made in the directory, which is empty before. Its file "descriptors" has a line for each: a label, the
 * number, and the port, which is 0 where there is none: "tcp4-listening 3 41234". A descriptor that this machine cannot
 * make has the number 0 and an errno in place of the port. The message queues, /PID-queue and the like, are gone when
 * this ends.
 *
 * As root it has its own mounts and message queues, so that /dev/mqueue is there also where the machine has not mounted it.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <linux/netlink.h>
#include <linux/vm_sockets.h>
#include <mqueue.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/timerfd.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* The kernel's <linux/pfkeyv2.h> and <linux/can.h> need further headers for these. */
enum { PF_KEY_V2 = 2, CAN_RAW = 1 };

enum { FIRST_FD = 3, HIGH_FD = 200, BACKLOG = 4, FAILED = 125, LONGEST_NAME = 64 };

#define QUEUES "/dev/mqueue"

static FILE *list;
static int next_fd = FIRST_FD;
static char queue[LONGEST_NAME], removed_queue[LONGEST_NAME], abstract_name[LONGEST_NAME];

static void fail(const char *what) {
    fprintf(stderr, "every_descriptor: %s: %s\n", what, strerror(errno));
    exit(FAILED);
}

static int check(int result, const char *what) {
    if (result < 0) {
        fail(what);
    }
    return result;
}

static int port_of(int fd) {
    struct sockaddr_in6 address = {.sin6_family = AF_UNSPEC};
    socklen_t length = sizeof address;
    if (getsockname(fd, (struct sockaddr *)&address, &length) < 0) {
        return 0;
    }
    /* IPv4 and IPv6 have the port in the same place. */
    return address.sin6_family == AF_INET || address.sin6_family == AF_INET6 ? ntohs(address.sin6_port) : 0;
}

/* Puts a descriptor in its place; a negative one is a descriptor that this machine cannot make. */
static int passed(const char *label, int fd) {
    if (fd < 0) {
        fprintf(list, "%s 0 %d\n", label, errno);
        return fd;
    }
    check(dup2(fd, next_fd), "dup2");
    close(fd);
    fprintf(list, "%s %d %d\n", label, next_fd, port_of(next_fd));
    return next_fd++;
}

/* Out of the way of the numbers that are passed. */
static int high(int fd) {
    if (fd < 0) {
        return fd;
    }
    int moved = check(fcntl(fd, F_DUPFD_CLOEXEC, HIGH_FD), "F_DUPFD");
    close(fd);
    return moved;
}

static int new_socket(int family, int type, int protocol) {
    return high(socket(family, type, protocol));
}

/* ---- IP ---- */

static int bound_ip(int family, int type) {
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = new_socket(family, type, 0);
    int is_v6 = family == AF_INET6;
    const struct sockaddr *address = is_v6 ? (struct sockaddr *)&v6 : (struct sockaddr *)&v4;
    if (fd < 0 || bind(fd, address, is_v6 ? sizeof v6 : sizeof v4) < 0) {
        return -1;
    }
    return fd;
}

static int listening(int fd) {
    return fd < 0 || listen(fd, BACKLOG) < 0 ? -1 : fd;
}

static int connected_to(int listener, int family, int type) {
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    int fd = new_socket(family, type, 0);
    if (listener < 0 || fd < 0 || getsockname(listener, (struct sockaddr *)&address, &length) < 0) {
        return -1;
    }
    return connect(fd, (struct sockaddr *)&address, length) < 0 ? -1 : fd;
}

static void ip_sockets(void) {
    int tcp4 = passed("tcp4-listening", listening(bound_ip(AF_INET, SOCK_STREAM)));
    passed("tcp4-connected", connected_to(tcp4, AF_INET, SOCK_STREAM));
    passed("tcp4-accepted", high(accept(tcp4, NULL, NULL)));
    passed("tcp4-bound", bound_ip(AF_INET, SOCK_STREAM));
    passed("tcp4-unbound", new_socket(AF_INET, SOCK_STREAM, 0));
    int tcp6 = passed("tcp6-listening", listening(bound_ip(AF_INET6, SOCK_STREAM)));
    passed("tcp6-connected", connected_to(tcp6, AF_INET6, SOCK_STREAM));
    passed("tcp6-bound", bound_ip(AF_INET6, SOCK_STREAM));
    int udp4 = passed("udp4", bound_ip(AF_INET, SOCK_DGRAM));
    passed("udp4-connected", connected_to(udp4, AF_INET, SOCK_DGRAM));
    passed("udp6", bound_ip(AF_INET6, SOCK_DGRAM));
    passed("raw4", new_socket(AF_INET, SOCK_RAW, IPPROTO_ICMP));
}

/* ---- UNIX ---- */

static int bound_unix(int type, const char *name, size_t length) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = new_socket(AF_UNIX, type, 0);
    memcpy(address.sun_path, name, length);
    socklen_t total = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
    return fd < 0 || bind(fd, (struct sockaddr *)&address, total) < 0 ? -1 : fd;
}

static int unix_path(int type, const char *path) {
    return bound_unix(type, path, strlen(path) + 1);
}

/* The name that the process has for all of them, and a suffix of any bytes. */
static int unix_abstract(int type, const char *suffix, size_t length) {
    char name[LONGEST_NAME];
    int start = snprintf(name, sizeof name, "%c%s", '\0', abstract_name);
    memcpy(name + start, suffix, length);
    return bound_unix(type, name, (size_t)start + length);
}

static const char *absolute(const char *name) {
    static char path[sizeof((struct sockaddr_un *)NULL)->sun_path];
    if (getcwd(path, sizeof path) == NULL || strlen(path) + 1 + strlen(name) >= sizeof path) {
        fail("the directory's path is too long for a UNIX socket");
    }
    return strcat(strcat(path, "/"), name);
}

static int one_of_pair(int type) {
    int pair[2];
    check(socketpair(AF_UNIX, type, 0, pair), "socketpair");
    high(pair[1]);
    return high(pair[0]);
}

static void unix_sockets(void) {
    passed("unix-stream-listening", listening(unix_path(SOCK_STREAM, "stream")));
    passed("unix-stream-bound", unix_path(SOCK_STREAM, "bound"));
    passed("unix-stream-absolute", unix_path(SOCK_STREAM, absolute("absolute")));
    passed("unix-stream-pair", one_of_pair(SOCK_STREAM));
    passed("unix-stream-unbound", new_socket(AF_UNIX, SOCK_STREAM, 0));
    passed("unix-seqpacket-listening", listening(unix_path(SOCK_SEQPACKET, "seqpacket")));
    passed("unix-seqpacket-pair", one_of_pair(SOCK_SEQPACKET));
    passed("unix-datagram", unix_path(SOCK_DGRAM, "datagram"));
    passed("unix-datagram-unbound", new_socket(AF_UNIX, SOCK_DGRAM, 0));
    passed("abstract-stream-listening", listening(unix_abstract(SOCK_STREAM, "s", 1)));
    passed("abstract-longer", unix_abstract(SOCK_STREAM, "s2", 2));
    passed("abstract-seqpacket", unix_abstract(SOCK_SEQPACKET, "s", 1));
    passed("abstract-datagram", unix_abstract(SOCK_DGRAM, "\xc3\xbc d", 4));
    passed("abstract-newline", unix_abstract(SOCK_DGRAM, "n\nl\n", 4));
    passed("abstract-nul", unix_abstract(SOCK_DGRAM, "a\0b", 3));
    passed("abstract-at", unix_abstract(SOCK_DGRAM, "a@b", 3));
    passed("abstract-chosen-by-kernel", bound_unix(SOCK_DGRAM, "", 0));
    /* fstat() reports a socket, and getsockopt() fails. */
    passed("unix-path-only", high(open("stream", O_PATH)));
}

/* ---- other sockets ---- */

static int bound_netlink(void) {
    struct sockaddr_nl address = {.nl_family = AF_NETLINK};
    int fd = new_socket(AF_NETLINK, SOCK_RAW, NETLINK_KOBJECT_UEVENT);
    return fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0 ? -1 : fd;
}

static int bound_vsock(void) {
    struct sockaddr_vm address = {.svm_family = AF_VSOCK, .svm_cid = VMADDR_CID_ANY, .svm_port = VMADDR_PORT_ANY};
    int fd = new_socket(AF_VSOCK, SOCK_STREAM, 0);
    return fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0 ? -1 : fd;
}

static void other_sockets(void) {
    passed("netlink", bound_netlink());
    passed("netlink-datagram", new_socket(AF_NETLINK, SOCK_DGRAM, NETLINK_ROUTE));
    passed("vsock-listening", listening(bound_vsock()));
    passed("vsock-unbound", new_socket(AF_VSOCK, SOCK_STREAM, 0));
    passed("packet", new_socket(AF_PACKET, SOCK_RAW, 0));
    passed("key", new_socket(AF_KEY, SOCK_RAW, PF_KEY_V2));
    passed("can", new_socket(AF_CAN, SOCK_RAW, CAN_RAW));
    passed("sctp", new_socket(AF_INET, SOCK_SEQPACKET, IPPROTO_SCTP));
    passed("crypto", new_socket(AF_ALG, SOCK_SEQPACKET, 0));
}

/* ---- files ---- */

static int message_queue(const char *name) {
    struct mq_attr attributes = {.mq_maxmsg = 1, .mq_msgsize = 8};
    return high(mq_open(name, O_CREAT | O_RDWR, 0600, &attributes));
}

static int pipe_end(int end) {
    int ends[2];
    check(pipe(ends), "pipe");
    high(ends[1 - end]);
    return high(ends[end]);
}

static int io_uring(void) {
    struct io_uring_params parameters = {0};
    return high((int)syscall(SYS_io_uring_setup, 1, &parameters));
}

/* Descriptors without a name in a file system that are neither files nor sockets. */
static void anonymous_files(void) {
    sigset_t none;
    sigemptyset(&none);
    passed("epoll", high(epoll_create1(0)));
    passed("event", high(eventfd(0, 0)));
    passed("timer", high(timerfd_create(CLOCK_MONOTONIC, 0)));
    passed("signal", high(signalfd(-1, &none, 0)));
    passed("inotify", high(inotify_init1(0)));
    passed("process", high((int)syscall(SYS_pidfd_open, getpid(), 0)));
    passed("io-uring", io_uring());
    passed("memory", high(memfd_create("memory", 0)));
}

static void files(void) {
    check(mkfifo("fifo", 0600), "fifo");
    check(mkfifo("other-fifo", 0600), "other-fifo");
    passed("fifo", high(open("fifo", O_RDWR)));
    passed("fifo-path-only", high(open("fifo", O_PATH)));
    passed("pipe-to-read", pipe_end(0));
    passed("pipe-to-write", pipe_end(1));
    passed("null", high(open("/dev/null", O_RDWR)));
    passed("null-path-only", high(open("/dev/null", O_PATH)));
    passed("zero", high(open("/dev/zero", O_RDONLY)));
    passed("terminal", high(posix_openpt(O_RDWR | O_NOCTTY)));
    passed("kernel-file", high(open("/proc/self/status", O_RDONLY)));
    passed("file", high(open("file", O_CREAT | O_RDWR, 0600)));
    close(check(open("other-file", O_CREAT | O_RDWR, 0600), "other-file"));
    passed("removed-file", high(open("removed", O_CREAT | O_RDWR, 0600)));
    check(unlink("removed"), "removed");
    passed("directory", high(open(".", O_RDONLY | O_DIRECTORY)));
    passed("queue", message_queue(queue));
    passed("removed-queue", message_queue(removed_queue));
    mq_unlink(removed_queue);
    /* A block device with the numbers of /dev/null, where this may make one. */
    if (mknod("block-device", S_IFBLK | 0600, makedev(1, 3)) < 0) {
        perror("block-device");
    }
    check(symlink("loop", "loop"), "loop");
    check(symlink("fifo", "link-to-fifo"), "link-to-fifo");
    check(symlink("file", "link-to-file"), "link-to-file");
}

/* ---- the command ---- */

/* Whether the mount point was made here. */
static int own_queues(void) {
    if (geteuid() != 0 || unshare(CLONE_NEWNS | CLONE_NEWIPC) < 0) {
        return 0;
    }
    check(mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL), "private mounts");
    int made = mkdir(QUEUES, 0755) == 0;
    check(mount("none", QUEUES, "mqueue", 0, NULL), QUEUES);
    return made;
}

static int run(char **command) {
    pid_t child = check(fork(), "fork");
    if (child == 0) {
        execvp(*command, command);
        fail(*command);
    }
    int status;
    check(waitpid(child, &status, 0), "waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : FAILED;
}

int main(int count, char **arguments) {
    if (count < 3) {
        errno = EINVAL;
        fail("every_descriptor DIRECTORY COMMAND [ARGUMENT...]");
    }
    snprintf(queue, sizeof queue, "/%ld-queue", (long)getpid());
    snprintf(removed_queue, sizeof removed_queue, "/%ld-removed", (long)getpid());
    snprintf(abstract_name, sizeof abstract_name, "doorbell-%ld-", (long)getpid());
    int made = own_queues();
    check(chdir(arguments[1]), arguments[1]);
    int file = check(high(open("descriptors", O_CREAT | O_WRONLY, 0600)), "descriptors");
    list = fdopen(file, "w");
    fprintf(list, "pid %ld 0\n", (long)getpid());
    ip_sockets();
    unix_sockets();
    other_sockets();
    files();
    anonymous_files();
    fclose(list);
    int status = run(arguments + 2);
    mq_unlink(queue);
    if (made) {
        umount2(QUEUES, MNT_DETACH);
        rmdir(QUEUES);
    }
    return status;
}
