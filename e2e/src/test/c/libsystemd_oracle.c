/*
 * Asks the real libsystemd, for tests that compare Doorbell with it. The library is loaded at run time, so that nothing
 * of it is needed to build this.
 *
 *   libsystemd_oracle listen    sd_listen_fds_with_names(), in ever new processes
 *   libsystemd_oracle is        sd_is_fifo() and similar functions
 *   libsystemd_oracle watchdog  sd_watchdog_enabled()
 *   libsystemd_oracle notify    sd_notify(), sd_pid_notify_with_fds() and sd_notify_barrier()
 *
 * Cases come on standard input until it ends, answers go to standard output. A number is four bytes, the most significant
 * first; a text is its length and its bytes, and a length of -1 is a text that is not there (NULL).
 *
 *   listen  says the pid of the process that will ask; reads the texts LISTEN_PID, LISTEN_FDS and LISTEN_FDNAMES, which are unset
 *           where they are not there; answers the number of descriptors or a negative errno, and the names, if any
 *   is      reads the number of a question of the table below, then descriptor, family, type, listening, port, and a text;
 *           answers 1, 0 or a negative errno
 *   watchdog  says its pid once; reads the texts WATCHDOG_USEC and WATCHDOG_PID; answers 1, 0 or a negative errno, and the
 *           upper and the lower half of the microseconds, which are 0 without a 1
 *   notify  reads the texts NOTIFY_SOCKET and of the message, and the number of a descriptor, -1 for none; a message that is
 *           not there is the barrier, for which the number is the milliseconds; answers what the function returns
 *
 * Exit codes: 77 if this machine has no libsystemd.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A fork takes longer than a case. */
enum { NO_LIBRARY = 77, FAILED = 125, LONGEST_TEXT = 100 * 1024, ABSENT = -1, CASES_OF_A_PROCESS = 16 };

/* What such a process ends with: NO_MORE at the end of the input. */
enum { GO_ON = 0, NO_MORE = 1 };

struct text {
    int length;
    char bytes[LONGEST_TEXT + 1];
};

static void *libsystemd;

static void give_up(const char *what) {
    fprintf(stderr, "libsystemd_oracle: %s: %s\n", what, strerror(errno));
    _exit(FAILED);
}

/* ISO C has no cast from an object to a function: the pointer is filled in through this one's address. */
static void find(void **function, const char *name) {
    *function = dlsym(libsystemd, name);
    if (*function == NULL) {
        fprintf(stderr, "libsystemd_oracle: %s\n", dlerror());
        _exit(NO_LIBRARY);
    }
}

/* ---- input and output, without a buffer that a child would inherit ---- */

/* 0 at the end of the input, if that is where it may end. */
static int get(void *into, size_t length, int may_end) {
    size_t done = 0;
    while (done < length) {
        ssize_t got = read(STDIN_FILENO, (char *)into + done, length - done);
        if (got == 0 && done == 0 && may_end) {
            return 0;
        }
        if (got <= 0) {
            give_up("read");
        }
        done += (size_t)got;
    }
    return 1;
}

static int32_t get_number(void) {
    uint32_t number;
    get(&number, sizeof number, 0);
    return (int32_t)ntohl(number);
}

static const char *get_text_of(struct text *text, int32_t length) {
    if (length < ABSENT || length > LONGEST_TEXT) {
        errno = EMSGSIZE;
        give_up("text");
    }
    text->length = length;
    if (length == ABSENT) {
        return NULL;
    }
    get(text->bytes, (size_t)length, 0);
    text->bytes[length] = '\0';
    return text->bytes;
}

static const char *get_text(struct text *text) {
    return get_text_of(text, get_number());
}

static void put(const void *from, size_t length) {
    if (fwrite(from, 1, length, stdout) != length) {
        give_up("write");
    }
}

static void put_number(int32_t number) {
    uint32_t bytes = htonl((uint32_t)number);
    put(&bytes, sizeof bytes);
}

static void flush(void) {
    if (fflush(stdout) != 0) {
        give_up("write");
    }
}

/* ---- sd_listen_fds_with_names() ---- */

static void set_or_remove(const char *variable, const char *value) {
    if ((value == NULL ? unsetenv(variable) : setenv(variable, value, 1)) < 0) {
        give_up(variable);
    }
}

static void answer_listen(int (*sd_listen_fds_with_names)(int, char ***)) {
    char **names = NULL;
    int count = sd_listen_fds_with_names(0, &names);
    put_number(count);
    for (int i = 0; i < count; i++) {
        size_t length = strlen(names[i]);
        put_number((int32_t)length);
        put(names[i], length);
    }
    flush();
}

static int listen_case(int (*sd_listen_fds_with_names)(int, char ***)) {
    static struct text text;
    put_number(getpid());
    flush();
    uint32_t first;
    if (!get(&first, sizeof first, 1)) {
        return NO_MORE;
    }
    set_or_remove("LISTEN_PID", get_text_of(&text, (int32_t)ntohl(first)));
    set_or_remove("LISTEN_FDS", get_text(&text));
    set_or_remove("LISTEN_FDNAMES", get_text(&text));
    answer_listen(sd_listen_fds_with_names);
    return GO_ON;
}

static int some_listen_cases(int (*sd_listen_fds_with_names)(int, char ***)) {
    int status = GO_ON;
    for (int i = 0; i < CASES_OF_A_PROCESS && status == GO_ON; i++) {
        status = listen_case(sd_listen_fds_with_names);
    }
    return status;
}

static void listen_cases(void) {
    int (*sd_listen_fds_with_names)(int, char ***);
    find((void **)&sd_listen_fds_with_names, "sd_listen_fds_with_names");
    set_or_remove("LISTEN_PIDFDID", NULL);
    int status = GO_ON;
    while (status == GO_ON) {
        pid_t child = fork();
        if (child < 0) {
            give_up("fork");
        }
        if (child == 0) {
            _exit(some_listen_cases(sd_listen_fds_with_names));
        }
        if (waitpid(child, &status, 0) < 0 || !WIFEXITED(status)) {
            give_up("waitpid");
        }
        status = WEXITSTATUS(status);
    }
    if (status != NO_MORE) {
        _exit(status);
    }
}

/* ---- sd_is_fifo() and similar functions ---- */

/* The numbers are those of SdQuestion.java. */
enum { IS_FIFO, IS_SPECIAL, IS_SOCKET, IS_SOCKET_INET, IS_SOCKET_UNIX, IS_MQ };

static int (*sd_is_fifo)(int, const char *);
static int (*sd_is_special)(int, const char *);
static int (*sd_is_socket)(int, int, int, int);
static int (*sd_is_socket_inet)(int, int, int, int, uint16_t);
static int (*sd_is_socket_unix)(int, int, int, const char *, size_t);
static int (*sd_is_mq)(int, const char *);

static int32_t answer_is(uint32_t question) {
    static struct text buffer;
    int fd = get_number(), family = get_number(), type = get_number(), listening = get_number();
    uint16_t port = (uint16_t)get_number();
    const char *text = get_text(&buffer);
    switch (question) {
        case IS_FIFO:
            return sd_is_fifo(fd, text);
        case IS_SPECIAL:
            return sd_is_special(fd, text);
        case IS_SOCKET:
            return sd_is_socket(fd, family, type, listening);
        case IS_SOCKET_INET:
            return sd_is_socket_inet(fd, family, type, listening, port);
        case IS_SOCKET_UNIX:
            return sd_is_socket_unix(fd, type, listening, text, text == NULL ? 0 : (size_t)buffer.length);
        case IS_MQ:
            return sd_is_mq(fd, text);
        default:
            errno = ENOSYS;
            give_up("question");
            return -ENOSYS;
    }
}

static void is_cases(void) {
    find((void **)&sd_is_fifo, "sd_is_fifo");
    find((void **)&sd_is_special, "sd_is_special");
    find((void **)&sd_is_socket, "sd_is_socket");
    find((void **)&sd_is_socket_inet, "sd_is_socket_inet");
    find((void **)&sd_is_socket_unix, "sd_is_socket_unix");
    find((void **)&sd_is_mq, "sd_is_mq");
    uint32_t question;
    while (get(&question, sizeof question, 1)) {
        put_number(answer_is(ntohl(question)));
    }
    flush();
}

/* ---- sd_watchdog_enabled() ---- */

static void watchdog_cases(void) {
    static struct text text;
    int (*sd_watchdog_enabled)(int, uint64_t *);
    find((void **)&sd_watchdog_enabled, "sd_watchdog_enabled");
    put_number(getpid());
    flush();
    uint32_t first;
    while (get(&first, sizeof first, 1)) {
        set_or_remove("WATCHDOG_USEC", get_text_of(&text, (int32_t)ntohl(first)));
        set_or_remove("WATCHDOG_PID", get_text(&text));
        uint64_t micros = 0;
        int result = sd_watchdog_enabled(0, &micros);
        put_number(result);
        put_number((int32_t)(result > 0 ? micros >> 32 : 0));
        put_number((int32_t)(result > 0 ? micros & UINT32_MAX : 0));
        flush();
    }
}

/* ---- sd_notify() and similar functions ---- */

static int (*sd_pid_notify_with_fds)(pid_t, int, const char *, const int *, unsigned);
static int (*sd_notify_barrier)(int, uint64_t);

static int32_t notify_case(const char *message, int number) {
    if (message == NULL) {
        return sd_notify_barrier(0, (uint64_t)number * 1000);
    }
    return sd_pid_notify_with_fds(0, 0, message, &number, number < 0 ? 0 : 1);
}

static void notify_cases(void) {
    static struct text address, message;
    find((void **)&sd_pid_notify_with_fds, "sd_pid_notify_with_fds");
    find((void **)&sd_notify_barrier, "sd_notify_barrier");
    uint32_t first;
    while (get(&first, sizeof first, 1)) {
        set_or_remove("NOTIFY_SOCKET", get_text_of(&address, (int32_t)ntohl(first)));
        const char *state = get_text(&message);
        put_number(notify_case(state, get_number()));
        flush();
    }
}

int main(int count, char **arguments) {
    libsystemd = dlopen("libsystemd.so.0", RTLD_NOW);
    if (libsystemd == NULL) {
        fprintf(stderr, "libsystemd_oracle: %s\n", dlerror());
        return NO_LIBRARY;
    }
    if (count == 2 && strcmp(arguments[1], "listen") == 0) {
        listen_cases();
    } else if (count == 2 && strcmp(arguments[1], "is") == 0) {
        is_cases();
    } else if (count == 2 && strcmp(arguments[1], "watchdog") == 0) {
        watchdog_cases();
    } else if (count == 2 && strcmp(arguments[1], "notify") == 0) {
        notify_cases();
    } else {
        errno = EINVAL;
        give_up("expected listen, is, watchdog or notify");
    }
    return 0;
}
