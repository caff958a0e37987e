/*
 * A stand-in for launchd, for tests on machines that have none: built as libSystem.so, found by JNA on
 * jna.library.path, it exports launch_activate_socket() as launch(3) describes it. The descriptors are real: either
 * launchd_stand_in.py, which has bound the sockets of a property list, answers with them, or the test passes them to the
 * process and sets the numbers of each name here.
 *
 *   DOORBELL_FAKE_LAUNCHD_MANAGER  the socket of launchd_stand_in.py; the next two are ignored then
 *   DOORBELL_FAKE_LAUNCHD          NAME=FD,FD;NAME=FD;NAME=!ERRNO   without it every call answers ESRCH, as launchd does
 *                                  to a process that it does not manage. "NAME=" answers with no descriptor.
 *   DOORBELL_FAKE_LAUNCHD_UNKNOWN  the answer to an unknown name: ESRCH (default), as a current macOS, which the
 *                                  tests of tprasadtp/go-launchd found; or ENOENT, as launch(3) says
 *   DOORBELL_FAKE_LAUNCHD_PID      the process of launchd_stand_in.py
 *   DOORBELL_FAKE_LAUNCHD_TRACE    a file to which a line is appended for each event:
 *                                  "activate NAME ERRNO COUNT", "free NAME", "exit HANDED-OUT FREED"
 *
 * It exports getppid() too: launchd is process 1, and the stand-in that started the job is not. With
 * DOORBELL_FAKE_LAUNCHD, this process is the job.
 *
 * A name is handed out once; then it answers EALREADY. A configuration that does not parse ends the process.
 */
#define _GNU_SOURCE
#include "fake_launchd.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MOST_ENTRIES = 64, MOST_FDS = 16, LONGEST_NAME = 255, BAD_CONFIGURATION = 70, LAUNCHD = 1 };

/* One key of the Sockets dictionary. The readers of a configuration fill these in; the other functions only read them. */
struct entry {
    char name[LONGEST_NAME + 1];
    int forced_errno;
    int fds[MOST_FDS];
    size_t count;
    int *array; /* the array that was handed out and is not freed yet */
    int taken;
};

static struct entry entries[MOST_ENTRIES];
static size_t entry_count;
static int managed;
static int unknown_errno = ESRCH;
static unsigned long handed_out, freed;
static void (*libc_free)(void *);
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

int launch_activate_socket(const char *name, int **fds, size_t *cnt);

_Noreturn void give_up(const char *why, const char *what) {
    dprintf(STDERR_FILENO, "fake_launchd: %s: \"%s\"\n", why, what);
    _exit(BAD_CONFIGURATION);
}

__attribute__((format(printf, 1, 2))) static void trace(const char *format, ...) {
    const char *path = getenv("DOORBELL_FAKE_LAUNCHD_TRACE");
    if (path == NULL) {
        return;
    }
    int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (file < 0) {
        give_up("cannot open the trace", path);
    }
    va_list arguments;
    va_start(arguments, format);
    vdprintf(file, format, arguments);
    va_end(arguments);
    close(file);
}

/* ---- configuration ---- */

static int errno_named(const char *name) {
    static const struct {
        const char *name;
        int number;
    } known[] = {{"EPERM", EPERM},   {"ENOENT", ENOENT}, {"ESRCH", ESRCH},   {"ENOMEM", ENOMEM},
                 {"EACCES", EACCES}, {"EINVAL", EINVAL}, {"EMFILE", EMFILE}, {"EALREADY", EALREADY}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(known[i].name, name) == 0) {
            return known[i].number;
        }
    }
    char *end;
    long number = strtol(name, &end, 10);
    if (*name == '\0' || *end != '\0' || number < 1 || number > 4095) {
        give_up("not an errno", name);
    }
    return (int)number;
}

static void add_descriptor(struct entry *entry, const char *text) {
    char *end;
    long fd = strtol(text, &end, 10);
    if (end == text || *end != '\0' || entry->count == MOST_FDS) {
        give_up("not a descriptor, or too many", text);
    }
    if (fcntl((int)fd, F_GETFD) < 0) {
        give_up("not an open descriptor", text);
    }
    entry->fds[entry->count++] = (int)fd;
}

static void add_entry(char *text) {
    char *value = strchr(text, '=');
    if (value == NULL || value == text || value - text > LONGEST_NAME || entry_count == MOST_ENTRIES) {
        give_up("expected NAME=FD,FD or NAME=!ERRNO", text);
    }
    *value++ = '\0';
    struct entry *entry = &entries[entry_count++];
    strcpy(entry->name, text);
    if (*value == '!') {
        entry->forced_errno = errno_named(value + 1);
        return;
    }
    char *rest;
    for (char *fd = strtok_r(value, ",", &rest); fd != NULL; fd = strtok_r(NULL, ",", &rest)) {
        add_descriptor(entry, fd);
    }
}

static void read_environment(void) {
    const char *unknown = getenv("DOORBELL_FAKE_LAUNCHD_UNKNOWN");
    if (unknown != NULL) {
        unknown_errno = errno_named(unknown);
    }
    const char *configuration = getenv("DOORBELL_FAKE_LAUNCHD");
    if (configuration == NULL) {
        return;
    }
    managed = 1;
    char *copy = strdup(configuration);
    if (copy == NULL) {
        give_up("no memory for", configuration);
    }
    char *rest;
    for (char *text = strtok_r(copy, ";", &rest); text != NULL; text = strtok_r(NULL, ";", &rest)) {
        add_entry(text);
    }
    libc_free(copy);
}

__attribute__((constructor)) static void loaded(void) {
    /* POSIX lets a data pointer become a function pointer here, and ISO C does not: hence not a cast. */
    *(void **)&libc_free = dlsym(RTLD_NEXT, "free");
    if (libc_free == NULL) {
        give_up("no free() after this library", "libc");
    }
    read_environment();
}

__attribute__((destructor)) static void unloaded(void) {
    trace("exit %lu %lu\n", handed_out, freed);
}

/* ---- what launchd does ---- */

static struct entry *entry_named(const char *name) {
    for (size_t i = 0; i < entry_count; i++) {
        if (strcmp(entries[i].name, name) == 0) {
            return &entries[i];
        }
    }
    return NULL;
}

static int hand_out(struct entry *entry, int **fds, size_t *cnt) {
    /* At least one byte: the caller owes a free() for an empty array too. */
    int *array = malloc(entry->count * sizeof *array + 1);
    if (array == NULL) {
        return ENOMEM;
    }
    memcpy(array, entry->fds, entry->count * sizeof *array);
    entry->taken = 1;
    entry->array = array;
    handed_out++;
    *fds = array;
    *cnt = entry->count;
    return 0;
}

static int activate(struct entry *entry, int **fds, size_t *cnt) {
    if (!managed) {
        return ESRCH;
    }
    if (entry == NULL) {
        return unknown_errno;
    }
    if (entry->forced_errno != 0) {
        return entry->forced_errno;
    }
    return entry->taken ? EALREADY : hand_out(entry, fds, cnt);
}

static int activate_by_manager(const char *manager, const char *name, int **fds, size_t *cnt) {
    struct entry found = {0};
    int answer = ask_manager(manager, name, found.fds, MOST_FDS, &found.count);
    if (answer != 0) {
        return answer;
    }
    if (strlen(name) > LONGEST_NAME || entry_count == MOST_ENTRIES) {
        give_up("too long a name, or too many", name);
    }
    strcpy(found.name, name);
    entries[entry_count] = found;
    return hand_out(&entries[entry_count++], fds, cnt);
}

int launch_activate_socket(const char *name, int **fds, size_t *cnt) {
    pthread_mutex_lock(&lock);
    const char *manager = getenv("DOORBELL_FAKE_LAUNCHD_MANAGER");
    int answer = manager == NULL ? activate(entry_named(name), fds, cnt) : activate_by_manager(manager, name, fds, cnt);
    trace("activate %s %d %zu\n", name, answer, answer == 0 ? *cnt : 0);
    pthread_mutex_unlock(&lock);
    return answer;
}

/*
 * Only a caller that looks the name up in this very library gets this function, as with free() below.
 */
pid_t getppid(void) {
    const char *launchd = getenv("DOORBELL_FAKE_LAUNCHD_PID");
    pid_t parent = (pid_t)syscall(SYS_getppid);
    int started_by_launchd = launchd == NULL ? managed : parent == (pid_t)atol(launchd);
    return started_by_launchd ? LAUNCHD : parent;
}

/*
 * The C library's free(), which also counts the arrays above. Only a caller that looks the name up in this very library
 * gets this function: the libc of the process comes first in every other search.
 */
void free(void *pointer) {
    pthread_mutex_lock(&lock);
    for (size_t i = 0; pointer != NULL && i < entry_count; i++) {
        if (entries[i].array == pointer) {
            entries[i].array = NULL;
            freed++;
            trace("free %s\n", entries[i].name);
        }
    }
    pthread_mutex_unlock(&lock);
    libc_free(pointer);
}
