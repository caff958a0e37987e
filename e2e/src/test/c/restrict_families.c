/*
 * Runs a command that may open sockets of some address families only, as with RestrictAddressFamilies= of
 * systemd.exec(5): socket(2) of any other family fails with EAFNOSUPPORT, and passed sockets remain open.
 *
 *   restrict_families FAMILY,... COMMAND [ARGUMENT...]
 *
 * FAMILY is one of unix, inet, inet6, or none.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FAILED = 125, MOST = 16 };

static void fail(const char *what, const char *why) {
    fprintf(stderr, "restrict_families: %s: %s\n", what, why);
    exit(FAILED);
}

static unsigned family(const char *name) {
    if (strcmp(name, "unix") == 0) {
        return AF_UNIX;
    } else if (strcmp(name, "inet") == 0) {
        return AF_INET;
    } else if (strcmp(name, "inet6") == 0) {
        return AF_INET6;
    } else if (strcmp(name, "none") == 0) {
        return AF_UNSPEC;
    }
    fail(name, "no such family");
    return AF_UNSPEC;
}

static struct sock_filter filter[MOST];
static unsigned short length;

static void add(struct sock_filter instruction) {
    if (length == MOST) {
        fail("usage", "too many families");
    }
    filter[length++] = instruction;
}

static void load(size_t offset) {
    add((struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)offset));
}

static void allow(void) {
    add((struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
}

/* The low half of the first argument, on a machine whose low half comes first. */
static void build(char *families) {
    load(offsetof(struct seccomp_data, nr));
    add((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_socket, 1, 0));
    allow();
    load(offsetof(struct seccomp_data, args));
    for (char *name = strtok(families, ","); name != NULL; name = strtok(NULL, ",")) {
        add((struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, family(name), 0, 1));
        allow();
    }
    add((struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EAFNOSUPPORT));
}

int main(int count, char **arguments) {
    if (count < 3) {
        fail("usage", "FAMILY,... COMMAND [ARGUMENT...]");
    }
    build(arguments[1]);
    struct sock_fprog program = {.len = length, .filter = filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0) {
        fail("seccomp", strerror(errno));
    }
    execvp(arguments[2], arguments + 2);
    fail(arguments[2], strerror(errno));
}
