package dev.doorbell;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Carries out {@link WhenUnclaimed}, once everything that was asked for is there. */
final class Unclaimed {
    private Unclaimed() {}

    /** What the policy started, for the listeners to end; nothing where it started nothing. */
    static List<Closeable> handle(WhenUnclaimed policy, List<Listener> unclaimed) throws IOException {
        switch (policy) {
            case WARN -> warn(unclaimed);
            case CLOSE -> Closing.all(unclaimed);
            case REJECT -> {
                return List.of(Rejecter.start(unclaimed));
            }
            case FAIL, LATER -> {
                // FAIL was thrown before anything was bound
            }
        }
        return List.of();
    }

    private static void warn(List<Listener> unclaimed) {
        for (Listener listener : unclaimed) {
            Log.warnOnce(listener.origin().provider() + " passed " + listener
                    + ", and no spec asks for it: it stays open, and its clients wait for an answer. Add a spec named \""
                    + listener.name() + "\", or set whenUnclaimed to REJECT, CLOSE or LATER.");
        }
    }
}
