/*
 * Starts a command as a service manager would: with open sockets at descriptors 3, 4, ... in the order of the options.
 * The command replaces this process, so its pid is ours.
 *
 *   spawn_with_sockets [OPTION...] -- COMMAND [ARGUMENT...]
 *
 *   --tcp HOST:PORT    --tcp6 [HOST]:PORT    listening stream sockets; the host is numeric, port 0 lets the kernel choose
 *   --mptcp6 [HOST]:PORT                     a listening MPTCP socket
 *   --udp HOST:PORT    --udp6 [HOST]:PORT    datagram sockets
 *   --unix PATH    --abstract NAME           listening UNIX stream sockets
 *   --seqpacket PATH    --unixgram PATH      a listening UNIX seqpacket socket, a UNIX datagram socket
 *   --abstract-seqpacket NAME    --abstract-unixgram NAME
 *   --fifo PATH                              a named pipe, made if it is not there, open for reading and writing
 *   --special PATH                           a device or other file, open for reading and writing where that is allowed
 *   --mqueue NAME                            a message queue, made if it is not there, open for reading
 *   --netlink FAMILY/GROUPS                  a netlink socket; both are numbers, the groups those of nl_groups
 *   --connection HOST:PORT    --unix-connection PATH    --seqpacket-connection PATH
 *                                            the first connection to such a listening socket, which is closed then
 *   --pipe PATH                              the read end of a pipe without a name; PATH becomes a link to the other
 *   --pair                                   an end of a socketpair without a name; the other stays open above 99
 *   --event                                  an eventfd, which is not of any kind of a listener
 *   --nonblock    --v6only                   O_NONBLOCK, IPV6_V6ONLY for the sockets that follow
 *   --listen-pid self|none|NUMBER            sets LISTEN_FDS, and LISTEN_PID unless none
 *   --fds TEXT    --fdnames TEXT             LISTEN_FDS in place of the number of sockets, LISTEN_FDNAMES
 *
 * Without the last three no LISTEN_ variable is set, and inherited ones are removed. Each socket is printed on standard
 * error before the command starts: "fd 3 127.0.0.1:41234", "fd 4 [::1]:41235", "fd 5 /path", "fd 6 @name".
 */
#define _GNU_SOURCE
#include "spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int nonblock, v6only;

static int next_fd = FIRST_FD;
static const char *listen_pid, *listen_fds, *listen_fdnames;

void fail(const char *what, const char *why) {
    fprintf(stderr, "spawn_with_sockets: %s: %s\n", what, why);
    exit(FAILED);
}

void check(int result, const char *what) {
    if (result < 0) {
        fail(what, strerror(errno));
    }
}

/* Every descriptor from 3 to the one before next_fd is ours already, so this one never stands in another's place. */
int placed(int fd) {
    if (fd != next_fd) {
        check(dup2(fd, next_fd), "dup2");
        close(fd);
    }
    /* That of a message queue is closed on exec, whatever mq_open(3) was asked for. */
    check(fcntl(next_fd, F_SETFD, 0), "FD_CLOEXEC");
    if (nonblock) {
        check(fcntl(next_fd, F_SETFL, fcntl(next_fd, F_GETFL) | O_NONBLOCK), "O_NONBLOCK");
    }
    return next_fd++;
}

static int environment_option(const char *option, const char *value) {
    if (strcmp(option, "--listen-pid") == 0) {
        listen_pid = value;
    } else if (strcmp(option, "--fds") == 0) {
        listen_fds = value;
    } else if (strcmp(option, "--fdnames") == 0) {
        listen_fdnames = value;
    } else {
        return 0;
    }
    return 1;
}

static int option_with_value(const char *option, const char *value) {
    return socket_option(option, value) || file_option(option, value) || connection_option(option, value)
           || environment_option(option, value);
}

static char **command_after_options(char **argument) {
    for (; *argument != NULL && strcmp(*argument, "--") != 0; argument++) {
        if (strcmp(*argument, "--nonblock") == 0) {
            nonblock = 1;
        } else if (strcmp(*argument, "--v6only") == 0) {
            v6only = 1;
        } else if (strcmp(*argument, "--event") == 0) {
            event();
        } else if (strcmp(*argument, "--pair") == 0) {
            unnamed_pair();
        } else if (argument[1] != NULL && option_with_value(*argument, argument[1])) {
            argument++;
        } else {
            fail(*argument, "no such option, or its value is missing");
        }
    }
    if (*argument == NULL || argument[1] == NULL) {
        fail("usage", "[OPTION...] -- COMMAND [ARGUMENT...]");
    }
    return argument + 1;
}

static void set_or_remove(const char *variable, const char *value) {
    check(value == NULL ? unsetenv(variable) : setenv(variable, value, 1), variable);
}

static void set_environment(void) {
    char pid[32], count[32];
    snprintf(pid, sizeof pid, "%ld", (long)getpid());
    snprintf(count, sizeof count, "%d", next_fd - FIRST_FD);
    const char *pid_text = listen_pid != NULL && strcmp(listen_pid, "self") == 0 ? pid : listen_pid;
    set_or_remove("LISTEN_PID", pid_text != NULL && strcmp(pid_text, "none") == 0 ? NULL : pid_text);
    set_or_remove("LISTEN_FDS", listen_fds == NULL && listen_pid != NULL ? count : listen_fds);
    set_or_remove("LISTEN_FDNAMES", listen_fdnames);
    set_or_remove("LISTEN_PIDFDID", NULL);
}

int main(int count, char **arguments) {
    char **command = command_after_options(arguments + (count > 0));
    set_environment();
    execvp(*command, command);
    fail(*command, strerror(errno));
}
