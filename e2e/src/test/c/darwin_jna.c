/*
 * Gives JNA darwin/libc.so for the library "c": on Linux JNA takes the symbols of the process, dlopen(NULL), instead of
 * opening that library (NativeLibrary.getInstance() of JNA).
 */
#define _GNU_SOURCE
#include "darwin.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* JNA's own native library is unpacked as jna*.tmp, or called libjnidispatch.so. */
static int is_jna(const void *caller) {
    Dl_info told;
    if (dladdr(caller, &told) == 0 || told.dli_fname == NULL) {
        return 0;
    }
    const char *slash = strrchr(told.dli_fname, '/');
    const char *name = slash == NULL ? told.dli_fname : slash + 1;
    return strncmp(name, "jna", sizeof "jna" - 1) == 0 || strncmp(name, "libjnidispatch", sizeof "libjnidispatch" - 1) == 0;
}

void *dlopen(const char *file, int mode) {
    NEXT(dlopen)
    Dl_info own;
    if (file != NULL || !is_jna(__builtin_return_address(0)) || dladdr(&real, &own) == 0) {
        return real(file, mode);
    }
    char path[PATH_MAX];
    const char *slash = strrchr(own.dli_fname, '/');
    snprintf(path, sizeof path, "%.*sdarwin/libc.so", (int)(slash + 1 - own.dli_fname), own.dli_fname);
    return real(path, mode);
}
