/*
 * posix_spawn(3) of macOS.
 *
 *   inherit  under POSIX_SPAWN_CLOEXEC_DEFAULT (bsd/sys/spawn.h) the child inherits only the numbers that addinherit_np,
 *            and every dup2 and open among the file actions name; addinherit_np of a closed number is EBADF:
 *            exec_handle_file_actions(), bsd/kern/kern_exec.c, and fdt_exec(), bsd/kern/kern_descrip.c. Without the rule
 *            a number that a later dup2 copies is closed, and a closed one is passed over.
 *   sip      a program below /bin or /usr/bin runs without DYLD_ variables and LD_LIBRARY_PATH:
 *            pruneEnvironmentVariables() of dyld.
 */
#define _GNU_SOURCE
#include "darwin.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    MOST_ACTIONS = 4096,
    SIGNALS = 31, /* bsd/sys/signal.h: sigset_t has 32 bits */
    SET_SIGNAL_DEFAULT = 4,
    SET_SIGNAL_MASK = 8,
    CLOEXEC_DEFAULT = 0x4000,
    HIGH = 64,
    FAILED = 127
};

enum kind { OPEN, DUP2, CLOSE, INHERIT };

struct action {
    enum kind kind;
    int fd, from, flags, mode;
    char *path;
};

struct actions {
    size_t count;
    struct action list[MOST_ACTIONS];
};

struct attributes {
    int flags;
    uint32_t defaults, mask;
};

int darwin_actions_init(struct actions **made) __asm__("posix_spawn_file_actions_init");
int darwin_actions_init(struct actions **made) {
    *made = calloc(1, sizeof **made);
    return *made == NULL ? ENOMEM : 0;
}

int darwin_actions_destroy(struct actions **made) __asm__("posix_spawn_file_actions_destroy");
int darwin_actions_destroy(struct actions **made) {
    for (size_t i = 0; i < (*made)->count; i++) {
        free((*made)->list[i].path);
    }
    free(*made);
    return 0;
}

static int add(struct actions *to, struct action action) {
    if (action.fd < 0) {
        return EBADF;
    }
    if (to->count == MOST_ACTIONS) {
        return ENOMEM;
    }
    to->list[to->count++] = action;
    return 0;
}

int darwin_adddup2(struct actions **to, int from, int fd) __asm__("posix_spawn_file_actions_adddup2");
int darwin_adddup2(struct actions **to, int from, int fd) {
    return add(*to, (struct action){.kind = DUP2, .from = from, .fd = fd});
}

int darwin_addopen(struct actions **to, int fd, const char *path, int flags, int mode)
    __asm__("posix_spawn_file_actions_addopen");
int darwin_addopen(struct actions **to, int fd, const char *path, int flags, int mode) {
    return add(*to, (struct action){
                        .kind = OPEN, .fd = fd, .path = strdup(path), .flags = linux_open_flags(flags), .mode = mode});
}

int darwin_addclose(struct actions **to, int fd) __asm__("posix_spawn_file_actions_addclose");
int darwin_addclose(struct actions **to, int fd) {
    return add(*to, (struct action){.kind = CLOSE, .fd = fd});
}

int posix_spawn_file_actions_addinherit_np(struct actions **to, int fd);
int posix_spawn_file_actions_addinherit_np(struct actions **to, int fd) {
    return add(*to, (struct action){.kind = INHERIT, .fd = fd});
}

int darwin_attributes_init(struct attributes **made) __asm__("posix_spawnattr_init");
int darwin_attributes_init(struct attributes **made) {
    *made = calloc(1, sizeof **made);
    return *made == NULL ? ENOMEM : 0;
}

int darwin_attributes_destroy(struct attributes **made) __asm__("posix_spawnattr_destroy");
int darwin_attributes_destroy(struct attributes **made) {
    free(*made);
    return 0;
}

int darwin_setflags(struct attributes **of, short flags) __asm__("posix_spawnattr_setflags");
int darwin_setflags(struct attributes **of, short flags) {
    (*of)->flags = flags;
    return 0;
}

int darwin_setsigdefault(struct attributes **of, const uint32_t *signals) __asm__("posix_spawnattr_setsigdefault");
int darwin_setsigdefault(struct attributes **of, const uint32_t *signals) {
    (*of)->defaults = *signals;
    return 0;
}

int darwin_setsigmask(struct attributes **of, const uint32_t *signals) __asm__("posix_spawnattr_setsigmask");
int darwin_setsigmask(struct attributes **of, const uint32_t *signals) {
    (*of)->mask = *signals;
    return 0;
}

/* ---- in the child ---- */

static int opened(const struct action *action) {
    int fd = open(action->path, action->flags, action->mode);
    if (fd >= 0 && fd != action->fd) {
        int moved = dup2(fd, action->fd);
        close(fd);
        return moved;
    }
    return fd;
}

static int inherited(int fd) {
    int flags = fcntl(fd, F_GETFD);
    if (flags < 0) {
        return darwin_has("inherit") ? -1 : 0;
    }
    return fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC);
}

static int done(const struct action *action) {
    switch (action->kind) {
    case OPEN:
        return opened(action);
    case DUP2:
        return dup2(action->from, action->fd);
    case CLOSE:
        return close(action->fd);
    case INHERIT:
        return inherited(action->fd);
    }
    return -1;
}

static int is_copied(const struct actions *actions, int fd) {
    int copied = 0;
    for (size_t i = 0; i < actions->count; i++) {
        copied |= actions->list[i].kind == DUP2 && actions->list[i].from == fd;
    }
    return copied;
}

static int keeps(const struct actions *actions, int fd) {
    int kept = 0;
    for (size_t i = 0; i < actions->count; i++) {
        const struct action *action = &actions->list[i];
        kept |= action->fd == fd && action->kind != CLOSE;
    }
    return kept && (darwin_has("inherit") || fd <= STDERR_FILENO || !is_copied(actions, fd));
}

static void close_others(const struct actions *actions, int spared) {
    int beyond = (int)sysconf(_SC_OPEN_MAX);
    int first = 0;
    for (int fd = 0; fd <= spared; fd++) {
        if (fd == spared || keeps(actions, fd)) {
            if (first < fd) {
                close_range((unsigned)first, (unsigned)fd - 1, 0);
            }
            first = fd + 1;
        }
    }
    if (first < beyond) {
        close_range((unsigned)first, ~0U, 0);
    }
}

static void set_signals(const struct attributes *attributes) {
    sigset_t mask;
    sigemptyset(&mask);
    for (int signal_number = 1; signal_number <= SIGNALS; signal_number++) {
        uint32_t bit = (uint32_t)1 << (signal_number - 1);
        if ((attributes->flags & SET_SIGNAL_DEFAULT) != 0 && (attributes->defaults & bit) != 0) {
            signal(signal_number, SIG_DFL);
        }
        if ((attributes->mask & bit) != 0) {
            sigaddset(&mask, signal_number);
        }
    }
    if ((attributes->flags & SET_SIGNAL_MASK) != 0) {
        sigprocmask(SIG_SETMASK, &mask, NULL);
    }
}

_Noreturn static void become(const char *path, const struct actions *actions, const struct attributes *attributes,
                             char *const *arguments, char *const *environment, int tell) {
    int failed = 0;
    for (size_t i = 0; i < actions->count && failed >= 0; i++) {
        failed = done(&actions->list[i]);
    }
    if (failed >= 0) {
        if ((attributes->flags & CLOEXEC_DEFAULT) != 0) {
            close_others(actions, tell);
        }
        set_signals(attributes);
        execve(path, arguments, environment);
    }
    int why = errno;
    if (write(tell, &why, sizeof why) < 0) {
        _exit(FAILED);
    }
    _exit(FAILED);
}

/* ---- in the parent ---- */

static int is_protected(const char *path) {
    return strncmp(path, "/bin/", sizeof "/bin/" - 1) == 0 || strncmp(path, "/usr/bin/", sizeof "/usr/bin/" - 1) == 0;
}

static int is_for_dyld(const char *entry) {
    return strncmp(entry, "DYLD_", sizeof "DYLD_" - 1) == 0
           || strncmp(entry, "LD_LIBRARY_PATH=", sizeof "LD_LIBRARY_PATH=" - 1) == 0;
}

static void prune(const char *path, char **environment) {
    char **kept = environment;
    for (char **entry = environment; *entry != NULL; entry++) {
        if (!is_protected(path) || !darwin_has("sip") || !is_for_dyld(*entry)) {
            *kept++ = *entry;
        }
    }
    *kept = NULL;
}

static int above(const struct actions *actions) {
    int highest = HIGH;
    for (size_t i = 0; i < actions->count; i++) {
        highest = actions->list[i].fd > highest ? actions->list[i].fd : highest;
        highest = actions->list[i].from > highest ? actions->list[i].from : highest;
    }
    return highest + 1;
}

int darwin_spawn(pid_t *pid, const char *path, struct actions **actions, struct attributes **attributes,
                 char *const *arguments, char **environment) __asm__("posix_spawn");
int darwin_spawn(pid_t *pid, const char *path, struct actions **actions, struct attributes **attributes,
                 char *const *arguments, char **environment) {
    int ends[2], why = 0;
    prune(path, environment);
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return darwin_errno_of(errno);
    }
    int tell = fcntl(ends[1], F_DUPFD_CLOEXEC, above(*actions));
    close(ends[1]);
    pid_t child = fork();
    if (child == 0) {
        become(path, *actions, *attributes, arguments, environment, tell);
    }
    close(tell);
    if (child < 0) {
        why = EAGAIN;
    } else if (read(ends[0], &why, sizeof why) == sizeof why) {
        waitpid(child, NULL, 0);
    } else {
        *pid = child;
        why = 0;
    }
    close(ends[0]);
    return darwin_errno_of(why);
}
