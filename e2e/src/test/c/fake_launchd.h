/* Declarations that the parts of the stand-in for launchd share. */
#ifndef FAKE_LAUNCHD_H
#define FAKE_LAUNCHD_H

#include <stddef.h>

/*
 * Asks launchd_stand_in.py, whose socket is at this path, for a name. Returns an errno; at 0 the descriptors are new in
 * this process, as those of launchd are.
 */
int ask_manager(const char *path, const char *name, int *fds, size_t most, size_t *count);

/* Prints the error in the set-up of the stand-in, and ends the process. */
_Noreturn void give_up(const char *why, const char *what);

#endif
