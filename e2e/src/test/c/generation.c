/*
 * The echo server of generation.py in C, which behaves alike: generation [FILE]. It serves one connection at a time.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { LISTENER = 3, FAILED = 125 };

static volatile sig_atomic_t ends;

static void on_term(int number) {
    (void)number;
    ends = 1;
}

static void fail(const char *what) {
    perror(what);
    exit(FAILED);
}

static void tell(const char *text) {
    struct sockaddr_un manager = {.sun_family = AF_UNIX};
    const char *path = getenv("NOTIFY_SOCKET");
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || path == NULL) {
        fail("NOTIFY_SOCKET");
    }
    strncpy(manager.sun_path, path, sizeof manager.sun_path - 1);
    if (sendto(fd, text, strlen(text), 0, (struct sockaddr *)&manager, sizeof manager) < 0) {
        fail("sendto");
    }
    close(fd);
}

/* Waits for a connection, or for SIGTERM, which is blocked at any other time; -1 if the other generation has it. */
static int next(const sigset_t *unblocked) {
    struct pollfd listener = {.fd = LISTENER, .events = POLLIN};
    if (ppoll(&listener, 1, NULL, unblocked) < 0 && errno != EINTR) {
        fail("ppoll");
    }
    return ends ? -1 : accept4(LISTENER, NULL, NULL, SOCK_CLOEXEC);
}

static void echo(int connection) {
    char bytes[1 << 16];
    ssize_t count;
    while ((count = read(connection, bytes, sizeof bytes)) > 0) {
        for (ssize_t sent = 0; sent < count;) {
            ssize_t more = write(connection, bytes + sent, count - sent);
            if (more < 0) {
                break;
            }
            sent += more;
        }
    }
    close(connection);
}

static void behave(const char *how, const sigset_t *unblocked) {
    if (strcmp(how, "crash") == 0) {
        tell("STATUS=broken");
        _exit(3);
    } else if (strcmp(how, "exit") == 0) {
        _exit(0);
    } else if (strcmp(how, "hang") == 0) {
        tell("STATUS=hanging");
        for (;;) {
            pause();
        }
    } else if (strcmp(how, "lie") == 0) {
        tell("READY=1");
        _exit(4);
    } else if (strcmp(how, "take") == 0) {
        while (next(unblocked) < 0) {
        }
        _exit(5);
    }
}

int main(int count, char **arguments) {
    sigset_t blocked, unblocked;
    struct sigaction term = {.sa_handler = on_term};
    char how[32] = "serve";
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, &unblocked);
    sigaction(SIGTERM, &term, NULL);
    signal(SIGPIPE, SIG_IGN);
    if (getenv("LISTEN_PID") == NULL || atoi(getenv("LISTEN_PID")) != getpid()) {
        fail("LISTEN_PID");
    }
    /* shared with the other generation */
    fcntl(LISTENER, F_SETFL, fcntl(LISTENER, F_GETFL) | O_NONBLOCK);
    if (count > 1) {
        FILE *file = fopen(arguments[1], "r");
        if (file == NULL || fscanf(file, "%31s", how) != 1) {
            fail(arguments[1]);
        }
        fclose(file);
    }
    behave(how, &unblocked);
    tell("READY=1\nSTATUS=serving");
    while (!ends) {
        int connection = next(&unblocked);
        if (connection >= 0) {
            echo(connection);
        }
    }
    return 0;
}
