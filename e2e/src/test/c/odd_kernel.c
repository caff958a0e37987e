/*
 * A preloaded library with answers of getsockopt(2) that the machine's own kernel does not give, chosen by ODD_KERNEL.
 *
 *   no-v6only    IPV6_V6ONLY is EOPNOTSUPP, as on some kernels for an MPTCP socket (mptcp_net-next issue 550)
 *   vsock        SO_DOMAIN is AF_VSOCK
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

typedef int (*getsockopt_function)(int, int, int, void *restrict, socklen_t *restrict);

static int is(const char *oddity) {
    const char *chosen = getenv("ODD_KERNEL");
    return chosen != NULL && strcmp(chosen, oddity) == 0;
}

/* dlsym(3) gives a function as an object pointer, which ISO C does not convert. */
static getsockopt_function next(void) {
    union {
        void *object;
        getsockopt_function function;
    } found = {.object = dlsym(RTLD_NEXT, "getsockopt")};
    return found.function;
}

int getsockopt(int fd, int level, int name, void *restrict value, socklen_t *restrict length) {
    if (level == IPPROTO_IPV6 && name == IPV6_V6ONLY && is("no-v6only")) {
        errno = EOPNOTSUPP;
        return -1;
    }
    int result = next()(fd, level, name, value, length);
    if (result == 0 && level == SOL_SOCKET && name == SO_DOMAIN && is("vsock")) {
        *(int *)value = AF_VSOCK;
    }
    return result;
}
