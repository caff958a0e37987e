/*
 * Shows the passed descriptors as a program in C or Go sees them, and serves: it takes descriptors from 3 on by
 * LISTEN_PID, LISTEN_FDS and LISTEN_FDNAMES, and calls listen(2) on sockets that already listen, as many programs do.
 *
 *   passed describe          prints its environment, descriptors and signals, a line each
 *   passed serve [NAME]      the same, and then answers one client of the descriptor of that name, or the first
 *   passed hold              the same, prints "held", and waits for standard input to end
 *
 * Numbers that differ from run to run are left out: LISTEN_PID is printed as "self" or "other".
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { FIRST_FD = 3, LONGEST = 4096, BACKLOG = 128, FAILED = 125 };

extern char **environ;

static void fail(const char *what) {
    perror(what);
    exit(FAILED);
}

static int option(int fd, int name) {
    int value = -1;
    socklen_t size = sizeof value;
    getsockopt(fd, SOL_SOCKET, name, &value, &size);
    return value;
}

static void address(int fd, char *text, size_t size) {
    struct sockaddr_storage bound = {0};
    socklen_t length = sizeof bound;
    char host[INET6_ADDRSTRLEN] = "";
    getsockname(fd, (struct sockaddr *)&bound, &length);
    if (bound.ss_family == AF_INET) {
        struct sockaddr_in *v4 = (struct sockaddr_in *)&bound;
        inet_ntop(AF_INET, &v4->sin_addr, host, sizeof host);
        snprintf(text, size, "%s:%d", host, ntohs(v4->sin_port));
    } else if (bound.ss_family == AF_INET6) {
        struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&bound;
        inet_ntop(AF_INET6, &v6->sin6_addr, host, sizeof host);
        snprintf(text, size, "[%s]:%d", host, ntohs(v6->sin6_port));
    } else {
        struct sockaddr_un *named = (struct sockaddr_un *)&bound;
        int path = (int)(length - offsetof(struct sockaddr_un, sun_path));
        int hidden = path > 0 && named->sun_path[0] == 0;
        snprintf(text, size, "%s%.*s", hidden ? "@" : "", path - hidden, named->sun_path + hidden);
    }
}

static void describe_descriptor(int fd) {
    struct stat status;
    if (fstat(fd, &status) != 0) {
        fail("fstat");
    }
    printf("fd %d cloexec %d flags %o ", fd, fcntl(fd, F_GETFD) & FD_CLOEXEC, fcntl(fd, F_GETFL));
    if (S_ISSOCK(status.st_mode)) {
        char text[LONGEST];
        address(fd, text, sizeof text);
        int domain = option(fd, SO_DOMAIN), type = option(fd, SO_TYPE);
        /* It lets other processes bind the port of a datagram socket, and has no meaning for UNIX sockets. */
        int reuse = domain != AF_UNIX && type == SOCK_STREAM && option(fd, SO_REUSEADDR);
        printf("socket domain %d type %d listens %d reuse %d at %s\n", domain, type, option(fd, SO_ACCEPTCONN), reuse,
               text);
    } else {
        printf("mode %o\n", status.st_mode & S_IFMT);
    }
}

static void describe_descriptors(void) {
    DIR *open_ones = opendir("/proc/self/fd");
    struct dirent *entry;
    if (!open_ones) {
        fail("/proc/self/fd");
    }
    while ((entry = readdir(open_ones))) {
        int fd = atoi(entry->d_name);
        if (entry->d_name[0] != '.' && fd != dirfd(open_ones)) {
            describe_descriptor(fd);
        }
    }
    closedir(open_ones);
}

static void describe_signals(void) {
    char line[LONGEST];
    FILE *status = fopen("/proc/self/status", "r");
    if (!status) {
        fail("/proc/self/status");
    }
    while (fgets(line, sizeof line, status)) {
        if (strncmp(line, "SigBlk", 6) == 0 || strncmp(line, "SigIgn", 6) == 0 || strncmp(line, "SigCgt", 6) == 0) {
            fputs(line, stdout);
        }
    }
    fclose(status);
}

static int passed_to_this(void) {
    const char *pid = getenv("LISTEN_PID");
    return pid && atol(pid) == (long)getpid();
}

static void describe(void) {
    for (char **variable = environ; *variable; variable++) {
        if (strncmp(*variable, "LISTEN_PID=", 11) == 0) {
            printf("env LISTEN_PID=%s\n", passed_to_this() ? "self" : "other");
        } else {
            printf("env %s\n", *variable);
        }
    }
    char directory[LONGEST];
    printf("cwd %s\n", getcwd(directory, sizeof directory));
    mode_t mask = umask(0);
    umask(mask);
    printf("umask %o\n", mask);
    describe_signals();
    describe_descriptors();
    fflush(stdout);
}

/* The number of a name, or the first. */
static int taken(const char *wanted) {
    const char *count = getenv("LISTEN_FDS");
    char *names = getenv("LISTEN_FDNAMES");
    if (!passed_to_this() || !count || atoi(count) < 1) {
        fputs("nothing was passed\n", stderr);
        exit(FAILED);
    }
    int fd = FIRST_FD;
    if (!wanted) {
        return fd;
    }
    for (char *name = names ? strtok(strdup(names), ":") : NULL; name; name = strtok(NULL, ":"), fd++) {
        if (strcmp(name, wanted) == 0) {
            return fd;
        }
    }
    fprintf(stderr, "nothing is named %s\n", wanted);
    exit(FAILED);
}

static void answer_datagram(int fd) {
    char bytes[LONGEST];
    struct sockaddr_storage client;
    socklen_t length = sizeof client;
    ssize_t count = recvfrom(fd, bytes, sizeof bytes, 0, (struct sockaddr *)&client, &length);
    if (count < 0 || sendto(fd, bytes, (size_t)count, 0, (struct sockaddr *)&client, length) != count) {
        fail("datagram");
    }
}

static void answer(int connection) {
    char bytes[LONGEST];
    ssize_t count;
    while ((count = read(connection, bytes, sizeof bytes)) > 0) {
        if (write(connection, bytes, (size_t)count) != count) {
            fail("write");
        }
    }
    close(connection);
}

static void serve(int fd) {
    if (option(fd, SO_TYPE) == SOCK_DGRAM) {
        answer_datagram(fd);
        return;
    }
    if (!option(fd, SO_ACCEPTCONN)) {
        answer(fd);
        return;
    }
    if (listen(fd, BACKLOG) != 0) {
        fail("listen");
    }
    int connection = accept(fd, NULL, NULL);
    if (connection < 0) {
        fail("accept");
    }
    answer(connection);
}

int main(int count, char **arguments) {
    const char *what = count > 1 ? arguments[1] : "describe";
    describe();
    if (strcmp(what, "serve") == 0) {
        serve(taken(count > 2 ? arguments[2] : NULL));
    } else if (strcmp(what, "hold") == 0) {
        puts("held");
        fflush(stdout);
        while (getchar() != EOF) {
        }
    }
    return 0;
}
