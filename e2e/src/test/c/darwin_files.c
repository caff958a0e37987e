/*
 * Files below /dev/fd and /proc, as the JDK sees them.
 *
 *   dev-fd   a number that is not open is EBADF, not ENOENT: devfs_devfd_lookup(), bsd/miscfs/devfs/devfs_fdesc_support.c.
 *            Nothing there is a link: fdesc_getattr(), and err_readlink in the table of the same file. Opening duplicates
 *            the number: fdesc_open(). The mode of a socket is not changed: fdesc_setattr().
 *   kqueue   a kqueue is EBADF too, since fdesc_attr() there supports files, sockets and pipes only. An anon_inode of
 *            Linux (eventfd, epoll) stands for one.
 *   inode    an IP socket has device and inode 0: soo_stat(), bsd/kern/sys_socket.c, clears both, and pru_sense of TCP
 *            and UDP is pru_sense_null(), bsd/kern/uipc_socket2.c.
 *   proc     there is no /proc. The JVM's own code for Linux keeps it.
 */
#define _GNU_SOURCE
#include "darwin.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LONGEST_LINK = 64 };

void *function_after(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (found == NULL) {
        dprintf(STDERR_FILENO, "darwin: there is no %s\n", name);
        abort();
    }
    return found;
}

#define CALLER __builtin_return_address(0)

static int is_called_by(const void *caller, const char *library) {
    Dl_info told;
    if (dladdr(caller, &told) == 0 || told.dli_fname == NULL) {
        return 0;
    }
    const char *slash = strrchr(told.dli_fname, '/');
    return strcmp(slash == NULL ? told.dli_fname : slash + 1, library) == 0;
}

static int is_below(const char *path, const char *folder) {
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

/* java.nio.file is in libnio; java.io.File and processes are in libjava, which reads /proc of other processes. */
static int is_hidden(const char *path, const void *caller) {
    if (path == NULL || !is_below(path, "/proc") || !darwin_has("proc")) {
        return 0;
    }
    return is_called_by(caller, "libnio.so") || (is_below(path, "/proc/self") && is_called_by(caller, "libjava.so"));
}

static int is_kqueue(int fd) {
    char link[LONGEST_LINK], target[LONGEST_LINK];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    NEXT(readlink)
    ssize_t length = real(link, target, sizeof target);
    return length > 0 && strncmp(target, "anon_inode:", sizeof "anon_inode:" - 1) == 0;
}

/* The errno of looking at a path, 0 if Linux is to answer. */
static int refused(const char *path, const void *caller) {
    int fd = descriptor_in(path);
    if (fd >= 0) {
        int closed = !is_open(fd) && darwin_has("dev-fd");
        return closed || (is_open(fd) && is_kqueue(fd) && darwin_has("kqueue")) ? EBADF : 0;
    }
    return is_hidden(path, caller) ? ENOENT : 0;
}

#define RETURN_IF_REFUSED(path, failure)                                                                               \
    do {                                                                                                               \
        int why = refused(path, CALLER);                                                                               \
        if (why != 0) {                                                                                                \
            errno = why;                                                                                               \
            return failure;                                                                                            \
        }                                                                                                              \
    } while (0)

static int has_no_inode(const char *path) {
    int fd = descriptor_in(path);
    int family = fd < 0 ? -1 : socket_family(fd);
    return (family == AF_INET || family == AF_INET6) && darwin_has("inode");
}

static int is_no_link(const char *path) {
    return descriptor_in(path) >= 0 && darwin_has("dev-fd");
}

#define CLEAR_INODE(path, result)                                                                                      \
    do {                                                                                                               \
        if (has_no_inode(path)) {                                                                                      \
            (result)->st_dev = 0;                                                                                      \
            (result)->st_ino = 0;                                                                                      \
        }                                                                                                              \
    } while (0)

int stat64(const char *path, struct stat64 *result) {
    NEXT(stat64)
    RETURN_IF_REFUSED(path, -1);
    int failed = real(path, result);
    if (failed == 0) {
        CLEAR_INODE(path, result);
    }
    return failed;
}

int lstat64(const char *path, struct stat64 *result) {
    NEXT(lstat64)
    RETURN_IF_REFUSED(path, -1);
    int failed = is_no_link(path) ? stat64(path, result) : real(path, result);
    if (failed == 0) {
        CLEAR_INODE(path, result);
    }
    return failed;
}

int fstatat64(int folder, const char *path, struct stat64 *result, int flags) {
    NEXT(fstatat64)
    RETURN_IF_REFUSED(path, -1);
    int failed = real(folder, path, result, is_no_link(path) ? flags & ~AT_SYMLINK_NOFOLLOW : flags);
    if (failed == 0) {
        CLEAR_INODE(path, result);
    }
    return failed;
}

/* JDKs that were built with a glibc before 2.33 call these. */
int __xstat64(int version, const char *path, struct stat64 *result);
int __lxstat64(int version, const char *path, struct stat64 *result);

int __xstat64(int version, const char *path, struct stat64 *result) {
    NEXT(__xstat64)
    RETURN_IF_REFUSED(path, -1);
    int failed = real(version, path, result);
    if (failed == 0) {
        CLEAR_INODE(path, result);
    }
    return failed;
}

int __lxstat64(int version, const char *path, struct stat64 *result) {
    NEXT(__lxstat64)
    RETURN_IF_REFUSED(path, -1);
    int failed = is_no_link(path) ? __xstat64(version, path, result) : real(version, path, result);
    if (failed == 0) {
        CLEAR_INODE(path, result);
    }
    return failed;
}

int statx(int folder, const char *restrict path, int flags, unsigned int mask, struct statx *restrict result) {
    NEXT(statx)
    RETURN_IF_REFUSED(path, -1);
    int failed = real(folder, path, is_no_link(path) ? flags & ~AT_SYMLINK_NOFOLLOW : flags, mask, result);
    if (failed == 0 && has_no_inode(path)) {
        result->stx_dev_major = result->stx_dev_minor = 0;
        result->stx_ino = 0;
    }
    return failed;
}

static int mode_of(int flags, va_list arguments) {
    return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(arguments, int) : 0;
}

#define OPEN_AS(function)                                                                                              \
    int function(const char *path, int flags, ...) {                                                                   \
        NEXT(function)                                                                                                 \
        va_list arguments;                                                                                             \
        va_start(arguments, flags);                                                                                    \
        int mode = mode_of(flags, arguments);                                                                          \
        va_end(arguments);                                                                                             \
        RETURN_IF_REFUSED(path, -1);                                                                                   \
        return is_no_link(path) ? dup(descriptor_in(path)) : real(path, flags, mode);                                  \
    }

OPEN_AS(open)
OPEN_AS(open64)

int access(const char *path, int mode) {
    NEXT(access)
    RETURN_IF_REFUSED(path, -1);
    return real(path, mode);
}

ssize_t readlink(const char *restrict path, char *restrict buffer, size_t size) {
    NEXT(readlink)
    RETURN_IF_REFUSED(path, -1);
    if (is_no_link(path)) {
        errno = EINVAL;
        return -1;
    }
    return real(path, buffer, size);
}

DIR *opendir(const char *path) {
    NEXT(opendir)
    RETURN_IF_REFUSED(path, NULL);
    return real(path);
}

static int is_a_socket(const char *path) {
    return is_no_link(path) && socket_family(descriptor_in(path)) >= 0;
}

int chmod(const char *path, mode_t mode) {
    NEXT(chmod)
    RETURN_IF_REFUSED(path, -1);
    return is_a_socket(path) ? 0 : real(path, mode);
}

int fchmodat(int folder, const char *path, mode_t mode, int flags) {
    NEXT(fchmodat)
    RETURN_IF_REFUSED(path, -1);
    return is_a_socket(path) ? 0 : real(folder, path, mode, flags);
}
