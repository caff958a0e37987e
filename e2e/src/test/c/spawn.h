/* Declarations that the parts of spawn_with_sockets share. */
#ifndef SPAWN_H
#define SPAWN_H

enum { FIRST_FD = 3, FAILED = 125 };

/* Options for the descriptors that follow. */
extern int nonblock, v6only;

/* End the program with a message, the latter after a failed call. */
_Noreturn void fail(const char *what, const char *why);
void check(int result, const char *what);

/* Gives a descriptor the next number, and returns that. */
int placed(int fd);

/* Handles such an option. Returns whether it is one. */
int socket_option(const char *option, const char *value);
int connection_option(const char *option, const char *value);
int file_option(const char *option, const char *value);

/* Options without a value. */
void event(void);
void unnamed_pair(void);

#endif
