/* Darwin's numbers: bsd/sys/errno.h, fcntl.h and socket.h of XNU. */
#define _GNU_SOURCE
#include "darwin.h"

#include <errno.h>
#include <fcntl.h>

/* The others up to 34 (ERANGE) are alike. */
static const struct {
    int from_linux, of_darwin;
} errnos[] = {
    {EAGAIN, 35},          {EDEADLK, 11},       {ENAMETOOLONG, 63}, {ENOLCK, 77},        {ENOSYS, 78},
    {ENOTEMPTY, 66},       {ELOOP, 62},         {EPROTO, 100},      {EOVERFLOW, 84},     {ENOTSOCK, 38},
    {EDESTADDRREQ, 39},    {EMSGSIZE, 40},      {EPROTOTYPE, 41},   {ENOPROTOOPT, 42},   {EPROTONOSUPPORT, 43},
    {ESOCKTNOSUPPORT, 44}, {EOPNOTSUPP, 102},   {EPFNOSUPPORT, 46}, {EAFNOSUPPORT, 47},  {EADDRINUSE, 48},
    {EADDRNOTAVAIL, 49},   {ENETDOWN, 50},      {ENETUNREACH, 51},  {ENETRESET, 52},     {ECONNABORTED, 53},
    {ECONNRESET, 54},      {ENOBUFS, 55},       {EISCONN, 56},      {ENOTCONN, 57},      {ESHUTDOWN, 58},
    {ETIMEDOUT, 60},       {ECONNREFUSED, 61},  {EHOSTDOWN, 64},    {EHOSTUNREACH, 65},  {EALREADY, 37},
    {EINPROGRESS, 36}};

int darwin_errno_of(int linux_errno) {
    for (size_t i = 0; i < sizeof errnos / sizeof errnos[0]; i++) {
        if (errnos[i].from_linux == linux_errno) {
            return errnos[i].of_darwin;
        }
    }
    return linux_errno;
}

int linux_errno_of(int darwin_errno) {
    for (size_t i = 0; i < sizeof errnos / sizeof errnos[0]; i++) {
        if (errnos[i].of_darwin == darwin_errno) {
            return errnos[i].from_linux;
        }
    }
    return darwin_errno;
}

struct flag {
    int darwin, linux_flag;
};

static const struct flag open_flags[] = {{0x4, O_NONBLOCK},   {0x8, O_APPEND},     {0x100, O_NOFOLLOW},  {0x200, O_CREAT},
                                         {0x400, O_TRUNC},    {0x800, O_EXCL},     {0x20000, O_NOCTTY},
                                         {0x100000, O_DIRECTORY}, {0x1000000, O_CLOEXEC}};

static const struct flag message_flags[] = {
    {0x1, MSG_OOB}, {0x2, MSG_PEEK}, {0x10, MSG_TRUNC}, {0x40, MSG_WAITALL}, {0x80, MSG_DONTWAIT}};

static const struct flag socket_options[] = {
    {0x2, SO_ACCEPTCONN},   {0x4, SO_REUSEADDR},  {0x8, SO_KEEPALIVE},  {0x20, SO_BROADCAST}, {0x200, SO_REUSEPORT},
    {0x1001, SO_SNDBUF},    {0x1002, SO_RCVBUF},  {0x1005, SO_SNDTIMEO}, {0x1006, SO_RCVTIMEO}, {0x1007, SO_ERROR},
    {0x1008, SO_TYPE},      {0x1080, SO_LINGER}};

enum { ACCESS_MODE = 3 };

int linux_open_flags(int darwin_flags) {
    int flags = darwin_flags & ACCESS_MODE;
    for (size_t i = 0; i < sizeof open_flags / sizeof open_flags[0]; i++) {
        flags |= (darwin_flags & open_flags[i].darwin) != 0 ? open_flags[i].linux_flag : 0;
    }
    return flags;
}

int darwin_status_flags(int linux_flags) {
    int flags = linux_flags & ACCESS_MODE;
    for (size_t i = 0; i < sizeof open_flags / sizeof open_flags[0]; i++) {
        flags |= (linux_flags & open_flags[i].linux_flag) != 0 ? open_flags[i].darwin : 0;
    }
    return flags;
}

int linux_message_flags(int darwin_flags) {
    int flags = 0;
    for (size_t i = 0; i < sizeof message_flags / sizeof message_flags[0]; i++) {
        flags |= (darwin_flags & message_flags[i].darwin) != 0 ? message_flags[i].linux_flag : 0;
    }
    return flags;
}

int linux_family(int darwin_family) {
    return darwin_family == DARWIN_AF_INET6 ? AF_INET6 : darwin_family;
}

int linux_socket_option(int darwin_option) {
    for (size_t i = 0; i < sizeof socket_options / sizeof socket_options[0]; i++) {
        if (socket_options[i].darwin == darwin_option) {
            return socket_options[i].linux_flag;
        }
    }
    return -1;
}
