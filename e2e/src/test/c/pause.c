/*
 * A barrier inside a program, for LD_PRELOAD: the program stops at its first call of a function, writes PAUSE_IN/paused, and
 * goes on once PAUSE_IN/go is there.
 *
 *   PAUSE_AT    listen, unlink or chmod
 *   PAUSE_PATH  for unlink and chmod: of this path
 *   PAUSE_IN    a directory
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { NANOS_BETWEEN_LOOKS = 1000000 };

static int paused;

static void await(const char *directory) {
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/paused", directory);
    close(open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
    snprintf(path, sizeof path, "%s/go", directory);
    while (access(path, F_OK) != 0) {
        nanosleep(&(struct timespec){.tv_nsec = NANOS_BETWEEN_LOOKS}, NULL);
    }
}

static void pause_at(const char *function, const char *path) {
    const char *at = getenv("PAUSE_AT"), *of = getenv("PAUSE_PATH"), *in = getenv("PAUSE_IN");
    int is_here = at != NULL && in != NULL && strcmp(at, function) == 0
                  && (path == NULL || (of != NULL && strcmp(of, path) == 0));
    if (is_here && __sync_bool_compare_and_swap(&paused, 0, 1)) {
        int before = errno;
        await(in);
        errno = before;
    }
}

/* The function of that name that comes after this library's. */
#define NEXT(function)                                                                                                 \
    __typeof__(function) *real;                                                                                        \
    void *found = dlsym(RTLD_NEXT, #function);                                                                         \
    memcpy(&real, &found, sizeof found);

int listen(int fd, int backlog) {
    NEXT(listen)
    pause_at("listen", NULL);
    return real(fd, backlog);
}

int unlink(const char *path) {
    NEXT(unlink)
    pause_at("unlink", path);
    return real(path);
}

int chmod(const char *path, mode_t mode) {
    NEXT(chmod)
    pause_at("chmod", path);
    return real(path, mode);
}
