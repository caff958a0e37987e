/* Files and queues that spawn_with_sockets passes. */
#define _GNU_SOURCE
#include "spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEPT_FD = 100 };

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

void event(void) {
    int fd = eventfd(0, 0);
    check(fd, "eventfd");
    fprintf(stderr, "fd %d event\n", placed(fd));
}

int file_option(const char *option, const char *value) {
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
