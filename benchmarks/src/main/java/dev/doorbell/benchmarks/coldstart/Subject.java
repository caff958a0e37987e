package dev.doorbell.benchmarks.coldstart;

import java.util.ArrayList;
import java.util.List;

/**
 * A program whose start is measured.
 *
 * @param name as the tables have it
 * @param family where its listener is
 * @param handing how it comes to it
 * @param options for java
 * @param program what follows: {@code -jar x.jar}, and arguments, in which {@link #AT} is the port or the path
 * @param request what the client sends
 * @param endsByItself whether it ends when the client is gone; otherwise by SIGTERM
 */
record Subject(
        String name,
        Family family,
        Handing handing,
        List<String> options,
        List<String> program,
        String request,
        boolean endsByItself) {
    static final String AT = "{at}";

    /** Where the listener of a program is. A program is compared with the plain one of its family. */
    enum Family {
        TCP,
        UNIX
    }

    /** How a program gets its listener. */
    enum Handing {
        /** It binds. */
        NONE,
        /** As systemd passes it, with {@code LISTEN_FDS}. */
        LISTEN_FDS,
        /** As inetd passes it. */
        STANDARD_INPUT
    }

    /** One of the small programs. */
    static Subject small(String name, Family family, Handing handing, List<String> options, List<String> program) {
        return new Subject(name, family, handing, options, program, "x", true);
    }

    /** The same program with more options, under another name. */
    Subject with(String otherName, List<String> more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(more);
        return new Subject(otherName, family, handing, all, program, request, endsByItself);
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
