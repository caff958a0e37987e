package dev.doorbell.e2e;

/** A source of C that compiles where everything that is claimed of the headers holds. */
public final class CFacts {
    /** Everything that Doorbell calls or has a number of, and the names of sizes in its tables. */
    private static final String HEADERS = """
            #ifndef _GNU_SOURCE
            #define _GNU_SOURCE
            #endif
            #define _DARWIN_C_SOURCE
            #include <errno.h>
            #include <fcntl.h>
            #include <netinet/in.h>
            #include <poll.h>
            #include <signal.h>
            #include <spawn.h>
            #include <stddef.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <string.h>
            #include <sys/file.h>
            #include <sys/ioctl.h>
            #include <sys/socket.h>
            #include <sys/stat.h>
            #include <sys/uio.h>
            #include <sys/un.h>
            #include <sys/wait.h>
            #include <time.h>
            #include <unistd.h>
            #ifdef __linux__
            #include <linux/netlink.h>
            #include <mqueue.h>
            #define SIZEOF_SOCKADDR_NL sizeof(struct sockaddr_nl)
            #endif
            #ifdef __APPLE__
            #include <crt_externs.h>
            #include <launch.h>
            #include <libproc.h>
            #endif
            #define SIZEOF_SUN_PATH sizeof(((struct sockaddr_un *)0)->sun_path)
            #define SIZEOF_SOCKADDR_UN sizeof(struct sockaddr_un)
            """;

    private final StringBuilder source = new StringBuilder(HEADERS);

    /** {@return the includes alone, for other claims} */
    static String headers() {
        return HEADERS;
    }

    /** Claims what a constant, a size or an offset is. */
    public void is(String expression, long number) {
        claim(expression + " == " + number);
    }

    /** Claims that something of unknown layout has room. */
    public void isAtMost(String expression, long number) {
        claim(expression + " <= " + number);
    }

    private void claim(String comparison) {
        source.append("_Static_assert((long long)").append(comparison);
        source.append(", \"").append(comparison).append("\");\n");
    }

    /** Claims that the headers have no such name. */
    public void isAbsent(String name) {
        source.append("#ifdef ").append(name).append("\n#error ").append(name).append(" exists\n#endif\n");
    }

    /** {@return the source} */
    @Override
    public String toString() {
        return source.toString();
    }
}
