/*
 * Starts a command as a service manager would: with open sockets at descriptors 3, 4, ... in the order of the options.
 * The command replaces this process, so its pid is ours.
 *
 *   spawn_with_sockets [OPTION...] -- COMMAND [ARGUMENT...]
 *
 *   --tcp HOST:PORT    --tcp6 [HOST]:PORT    listening stream sockets; the host is numeric, port 0 lets the kernel choose
 *   --udp HOST:PORT    --udp6 [HOST]:PORT    datagram sockets
 *   --unix PATH    --abstract NAME           listening UNIX stream sockets
 *   --seqpacket PATH    --unixgram PATH      a listening UNIX seqpacket socket, a UNIX datagram socket
 *   --abstract-seqpacket NAME    --abstract-unixgram NAME
 *   --fifo PATH                              a named pipe, made if it is not there, open for reading and writing
 *   --special PATH                           a device or other file, open for reading and writing where that is allowed
 *   --mqueue NAME                            a message queue, made if it is not there, open for reading
 *   --netlink FAMILY/GROUPS                  a netlink socket; both are numbers, the groups those of nl_groups
 *   --connection HOST:PORT    --unix-connection PATH    --seqpacket-connection PATH
 *                                            the first connection to such a listening socket, which is closed then
 *   --pipe PATH                              the end to read of a pipe without a name; PATH becomes a link to the other
 *   --event                                  an eventfd, which is of no kind that a listener could have
 *   --nonblock    --v6only                   O_NONBLOCK, IPV6_V6ONLY for the sockets that follow
 *   --listen-pid self|none|NUMBER            sets LISTEN_FDS, and LISTEN_PID unless none
 *   --fds TEXT    --fdnames TEXT             LISTEN_FDS in place of the number of sockets, LISTEN_FDNAMES
 *
 * Without the last three no LISTEN_ variable is set, and none that came from outside is left. Each socket is told on
 * standard error before the command starts: "fd 3 127.0.0.1:41234", "fd 4 [::1]:41235", "fd 5 /path", "fd 6 @name".
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <mqueue.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { FIRST_FD = 3, KEPT_FD = 100, BACKLOG = 16, FAILED = 125, LONGEST_HOST = 64 };

static int next_fd = FIRST_FD;
static int nonblock, v6only;
static const char *listen_pid, *listen_fds, *listen_fdnames;

static void fail(const char *what, const char *why) {
    fprintf(stderr, "spawn_with_sockets: %s: %s\n", what, why);
    exit(FAILED);
}

static void check(int result, const char *what) {
    if (result < 0) {
        fail(what, strerror(errno));
    }
}

/* Every descriptor from 3 to the one before next_fd is ours already, so this one never stands in another's place. */
static int placed(int fd) {
    if (fd != next_fd) {
        check(dup2(fd, next_fd), "dup2");
        close(fd);
    }
    /* That of a message queue is closed on exec, whatever mq_open(3) was asked for. */
    check(fcntl(next_fd, F_SETFD, 0), "FD_CLOEXEC");
    if (nonblock) {
        check(fcntl(next_fd, F_SETFL, fcntl(next_fd, F_GETFL) | O_NONBLOCK), "O_NONBLOCK");
    }
    return next_fd++;
}

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

static int ip_socket(int family, int type, const char *text) {
    struct addrinfo *address = resolved(family, type, text);
    int fd = socket(family, type, 0);
    check(fd, "socket");
    if (type == SOCK_STREAM) {
        set_option(fd, SOL_SOCKET, SO_REUSEADDR);
    }
    if (v6only && family == AF_INET6) {
        set_option(fd, IPPROTO_IPV6, IPV6_V6ONLY);
    }
    bind_and_listen(fd, type, address->ai_addr, address->ai_addrlen, text);
    freeaddrinfo(address);
    tell_ip(placed(fd));
    return next_fd - 1;
}

static int unix_socket(int type, int abstract, const char *text) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = strlen(text);
    if (length + 1 > sizeof address.sun_path) {
        fail(text, "too long for a UNIX socket");
    }
    memcpy(address.sun_path + abstract, text, length);
    /* An abstract name has no NUL at its end: the length alone says where it stops, unix(7). */
    socklen_t total = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length + 1);
    int fd = socket(AF_UNIX, type, 0);
    check(fd, "socket");
    bind_and_listen(fd, type, (struct sockaddr *)&address, total, text);
    fprintf(stderr, "fd %d %s%s\n", placed(fd), abstract ? "@" : "", text);
    return next_fd - 1;
}

/* Accept=yes: waits for the first client, whose connection takes the place of the listening socket. */
static void connection_to(int listener) {
    int fd = accept(listener, NULL, NULL);
    check(fd, "accept");
    check(dup2(fd, listener), "dup2");
    close(fd);
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

static void fifo(const char *path) {
    if (mkfifo(path, 0600) < 0 && errno != EEXIST) {
        fail(path, strerror(errno));
    }
    /* Open for writing too, as systemd does: without it every reader's end would be an end of file. */
    int fd = open(path, O_RDWR);
    check(fd, path);
    fprintf(stderr, "fd %d %s\n", placed(fd), path);
}

static void special(const char *path) {
    int fd = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK);
    if (fd < 0) {
        fd = open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK);
    }
    check(fd, path);
    fprintf(stderr, "fd %d %s\n", placed(fd), path);
}

static void message_queue(const char *name) {
    /* As systemd opens it. */
    int fd = mq_open(name, O_RDONLY | O_CREAT | O_NONBLOCK, 0600, NULL);
    check(fd, name);
    fprintf(stderr, "fd %d %s\n", placed(fd), name);
}

static void unnamed_pipe(const char *link) {
    int ends[2];
    char writable[64];
    check(pipe(ends), "pipe");
    check(fcntl(ends[1], F_DUPFD, KEPT_FD), "F_DUPFD");
    close(ends[1]);
    int fd = placed(ends[0]);
    snprintf(writable, sizeof writable, "/proc/%ld/fd/%d", (long)getpid(), KEPT_FD);
    check(symlink(writable, link), link);
    fprintf(stderr, "fd %d %s\n", fd, link);
}

static void event(void) {
    int fd = eventfd(0, 0);
    check(fd, "eventfd");
    fprintf(stderr, "fd %d event\n", placed(fd));
}

/* ---- the command line ---- */

static int socket_option(const char *option, const char *value) {
    if (strcmp(option, "--tcp") == 0) {
        ip_socket(AF_INET, SOCK_STREAM, value);
    } else if (strcmp(option, "--tcp6") == 0) {
        ip_socket(AF_INET6, SOCK_STREAM, value);
    } else if (strcmp(option, "--udp") == 0) {
        ip_socket(AF_INET, SOCK_DGRAM, value);
    } else if (strcmp(option, "--udp6") == 0) {
        ip_socket(AF_INET6, SOCK_DGRAM, value);
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

static int file_option(const char *option, const char *value) {
    if (strcmp(option, "--fifo") == 0) {
        fifo(value);
    } else if (strcmp(option, "--special") == 0) {
        special(value);
    } else if (strcmp(option, "--mqueue") == 0) {
        message_queue(value);
    } else if (strcmp(option, "--pipe") == 0) {
        unnamed_pipe(value);
    } else {
        return 0;
    }
    return 1;
}

static int connection_option(const char *option, const char *value) {
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


static int environment_option(const char *option, const char *value) {
    if (strcmp(option, "--listen-pid") == 0) {
        listen_pid = value;
    } else if (strcmp(option, "--fds") == 0) {
        listen_fds = value;
    } else if (strcmp(option, "--fdnames") == 0) {
        listen_fdnames = value;
    } else {
        return 0;
    }
    return 1;
}

static int option_with_value(const char *option, const char *value) {
    return socket_option(option, value) || file_option(option, value) || connection_option(option, value)
           || environment_option(option, value);
}

static char **command_after_options(char **argument) {
    for (; *argument != NULL && strcmp(*argument, "--") != 0; argument++) {
        if (strcmp(*argument, "--nonblock") == 0) {
            nonblock = 1;
        } else if (strcmp(*argument, "--v6only") == 0) {
            v6only = 1;
        } else if (strcmp(*argument, "--event") == 0) {
            event();
        } else if (argument[1] != NULL && option_with_value(*argument, argument[1])) {
            argument++;
        } else {
            fail(*argument, "no such option, or its value is missing");
        }
    }
    if (*argument == NULL || argument[1] == NULL) {
        fail("usage", "[OPTION...] -- COMMAND [ARGUMENT...]");
    }
    return argument + 1;
}

static void set_or_remove(const char *variable, const char *value) {
    check(value == NULL ? unsetenv(variable) : setenv(variable, value, 1), variable);
}

static void set_environment(void) {
    char pid[32], count[32];
    snprintf(pid, sizeof pid, "%ld", (long)getpid());
    snprintf(count, sizeof count, "%d", next_fd - FIRST_FD);
    const char *pid_text = listen_pid != NULL && strcmp(listen_pid, "self") == 0 ? pid : listen_pid;
    set_or_remove("LISTEN_PID", pid_text != NULL && strcmp(pid_text, "none") == 0 ? NULL : pid_text);
    set_or_remove("LISTEN_FDS", listen_fds == NULL && listen_pid != NULL ? count : listen_fds);
    set_or_remove("LISTEN_FDNAMES", listen_fdnames);
    set_or_remove("LISTEN_PIDFDID", NULL);
}

int main(int count, char **arguments) {
    char **command = command_after_options(arguments + (count > 0));
    set_environment();
    execvp(*command, command);
    fail(*command, strerror(errno));
}
