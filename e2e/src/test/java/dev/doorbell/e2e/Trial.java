package dev.doorbell.e2e;

import java.util.List;

/**
 * One listener that echo-daemon is started with, by whichever way it can come, and what clients do with it.
 *
 * @param kind what echo-daemon says of its kind
 * @param option the option of spawn_with_sockets that makes it
 * @param at the value of that option
 * @param uri the spec that asks for it, and that the fallback binds
 * @param address what echo-daemon says of its address, as JSON; empty if that is not known before
 * @param client what is done with it
 */
public record Trial(String kind, String option, String at, String uri, String address, Client client) {
    public String spec() {
        return "x=" + uri;
    }

    List<String> spawnOptions() {
        return List.of(option, at);
    }

    /** Asks for what echo-daemon answers, and fails if that is anything else. */
    public interface Client {
        void use(Started daemon) throws Exception;
    }
}
