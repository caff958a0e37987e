/* The connection from the stand-in inside a job to launchd_stand_in.py, which holds the sockets. */
#define _GNU_SOURCE
#include "fake_launchd.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { MOST_AT_ONCE = 64, USUAL_LOWEST = 3 };

struct answer {
    int32_t number;
    int32_t count;
};

static int connected(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        give_up("too long for a UNIX socket", path);
    }
    strcpy(address.sun_path, path);
    int door = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (door < 0 || connect(door, (struct sockaddr *)&address, sizeof address) < 0) {
        give_up("no process answers at", path);
    }
    return door;
}

/* A job with many open files gets high numbers; DOORBELL_FAKE_LAUNCHD_LOWEST makes that happen. */
static int moved(int fd) {
    const char *lowest = getenv("DOORBELL_FAKE_LAUNCHD_LOWEST");
    int number = lowest == NULL ? USUAL_LOWEST : atoi(lowest);
    if (number <= USUAL_LOWEST) {
        return fd;
    }
    int higher = fcntl(fd, F_DUPFD, number);
    if (higher < 0) {
        give_up("no such number can be had", lowest);
    }
    close(fd);
    return higher;
}

static size_t take(struct msghdr *message, int *fds, size_t most) {
    struct cmsghdr *control = CMSG_FIRSTHDR(message);
    if (control == NULL || control->cmsg_type != SCM_RIGHTS) {
        return 0;
    }
    size_t count = (control->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    if (count > most || (message->msg_flags & MSG_CTRUNC) != 0) {
        give_up("too many descriptors", "SCM_RIGHTS");
    }
    memcpy(fds, CMSG_DATA(control), count * sizeof(int));
    for (size_t i = 0; i < count; i++) {
        fds[i] = moved(fds[i]);
    }
    return count;
}

int ask_manager(const char *path, const char *name, int *fds, size_t most, size_t *count) {
    int door = connected(path);
    struct answer answer = {0};
    _Alignas(struct cmsghdr) char control[CMSG_SPACE(MOST_AT_ONCE * sizeof(int))];
    struct iovec vector = {.iov_base = &answer, .iov_len = sizeof answer};
    struct msghdr message = {
        .msg_iov = &vector, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    if (send(door, name, strlen(name), MSG_NOSIGNAL) < 0 || recvmsg(door, &message, 0) != sizeof answer) {
        give_up("no answer for", name);
    }
    *count = take(&message, fds, most);
    if (*count != (size_t)answer.count) {
        give_up("fewer descriptors than said for", name);
    }
    close(door);
    return answer.number;
}
