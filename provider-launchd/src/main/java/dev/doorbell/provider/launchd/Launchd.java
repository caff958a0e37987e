package dev.doorbell.provider.launchd;

import java.util.List;

/** The requests of a job to launchd, in a type that needs no class of JNA. */
public interface Launchd {
    /** launchd's own id. One launchd starts the jobs of the system and those of every user, {@code launchd(8)}. */
    long PROCESS = 1;

    /**
     * Asks for the descriptors of one key of the {@code Sockets} dictionary, which launchd gives once.
     *
     * @param name the key
     * @return its answer
     * @throws UnsupportedOperationException if launchd cannot be reached here
     */
    Answer activate(String name);

    /** {@return the process that started this one: {@link #PROCESS} for each job, 0 where it is not known} */
    long parent();

    /**
     * An answer of launchd.
     *
     * @param errno 0 for success
     * @param descriptors the descriptors that it handed out; empty unless {@code errno} is 0
     */
    record Answer(int errno, List<Integer> descriptors) {
        /** ESRCH of {@code sys/errno.h}, with the same number on every UNIX: for a process that is not a job. */
        public static final Answer NOT_MANAGED = new Answer(3, List.of());
    }
}
