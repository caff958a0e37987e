/* Questions of the Darwin personality to Linux, which bypass its own rules. */
#define _GNU_SOURCE
#include "darwin.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MOST_DIGITS = 9, BASE = 10 };

static const char DEV_FD[] = "/dev/fd/";

int darwin_has(const char *rule) {
    const char *rules = getenv("DOORBELL_DARWIN");
    if (rules == NULL || *rules == '\0') {
        return 1;
    }
    int excluding = *rules == '-';
    size_t length = strlen(rule);
    for (const char *at = rules; at != NULL; at = strchr(at, ',')) {
        at += *at == ',';
        const char *name = at + excluding;
        if (strncmp(name, rule, length) == 0 && (name[length] == ',' || name[length] == '\0')) {
            return !excluding;
        }
    }
    return excluding;
}

int descriptor_in(const char *path) {
    if (path == NULL || strncmp(path, DEV_FD, sizeof DEV_FD - 1) != 0) {
        return -1;
    }
    const char *digits = path + sizeof DEV_FD - 1;
    size_t length = strlen(digits);
    if (length == 0 || length > MOST_DIGITS || strspn(digits, "0123456789") != length) {
        return -1;
    }
    return (int)strtol(digits, NULL, BASE);
}

int is_open(int fd) {
    return syscall(SYS_fcntl, fd, F_GETFD) >= 0;
}

static int option(int fd, int name) {
    int value = -1;
    socklen_t length = sizeof value;
    return syscall(SYS_getsockopt, fd, SOL_SOCKET, name, &value, &length) == 0 ? value : -1;
}

int socket_family(int fd) {
    int before = errno;
    int family = option(fd, SO_DOMAIN);
    errno = before;
    return family;
}

int is_socket_of(int fd, int family, int type) {
    int before = errno;
    int is = option(fd, SO_DOMAIN) == family && option(fd, SO_TYPE) == type;
    errno = before;
    return is;
}

unsigned long inode_of(int fd) {
    struct statx told;
    int before = errno;
    long failed = syscall(SYS_statx, fd, "", AT_EMPTY_PATH, STATX_INO, &told);
    errno = before;
    return failed ? 0 : (unsigned long)told.stx_ino;
}
