/*
 * Does what libxpc of macOS 26 does when it is loaded: a process that launchd did not start has XPC_SERVICE_NAME "0",
 * whatever it inherited (openclaw/openclaw#91525). launchd_stand_in.py preloads it into a job and all its descendants.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <unistd.h>

__attribute__((constructor)) static void loaded(void) {
    const char *launchd = getenv("DOORBELL_FAKE_LAUNCHD_PID");
    if (launchd != NULL && getppid() != (pid_t)atol(launchd) && getenv("XPC_SERVICE_NAME") != NULL) {
        setenv("XPC_SERVICE_NAME", "0", 1);
    }
}
