package dev.doorbell.provider.launchd;

import java.util.List;

/** What a job may ask launchd. Apart from the library that carries it, so that no class of JNA is needed to name it. */
interface Launchd {
    /**
     * Asks for the descriptors of one key of the {@code Sockets} dictionary, which launchd gives once.
     *
     * @throws UnsupportedOperationException if launchd cannot be reached here
     */
    Answer activate(String name);

    /**
     * launchd's answer.
     *
     * @param errno 0 for success
     * @param descriptors what it handed out; empty unless {@code errno} is 0
     */
    record Answer(int errno, List<Integer> descriptors) {}
}
