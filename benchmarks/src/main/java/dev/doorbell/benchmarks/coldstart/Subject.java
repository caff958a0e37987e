package dev.doorbell.benchmarks.coldstart;

import java.util.ArrayList;
import java.util.List;

/**
 * A program whose start is measured.
 *
 * @param name its name in the tables
 * @param group the programs that it is compared with
 * @param passing how it gets its listener
 * @param options of java
 * @param program what follows: {@code -jar x.jar}, and arguments, in which {@link #AT} is the port or the path
 * @param request what the client sends
 * @param endsWithClient whether it ends when the client is gone; otherwise SIGTERM ends it
 */
record Subject(
        String name,
        Group group,
        Passing passing,
        List<String> options,
        List<String> program,
        String request,
        boolean endsWithClient) {
    static final String AT = "{at}";

    /** Programs that are compared with the first of them, which binds without Doorbell. */
    enum Group {
        TCP,
        UNIX,
        /** A real server on TCP. */
        HTTP
    }

    /** How a program gets its listener. */
    enum Passing {
        /** It binds. */
        NONE,
        /** As systemd passes it, with {@code LISTEN_FDS}. */
        LISTEN_FDS,
        /** As inetd passes it. */
        STANDARD_INPUT
    }

    /** The same program with more options, under another name. */
    Subject with(String otherName, List<String> more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(more);
        return new Subject(otherName, group, passing, all, program, request, endsWithClient);
    }

    List<String> command(Jdk jdk, String at) {
        List<String> command = new ArrayList<>(List.of(jdk.java()));
        command.addAll(options);
        for (String word : program) {
            command.add(word.replace(AT, at));
        }
        return command;
    }
}
