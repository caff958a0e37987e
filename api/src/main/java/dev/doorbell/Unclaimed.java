package dev.doorbell;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passed listeners that no spec asks for, after {@link WhenUnclaimed} was carried out. */
final class Unclaimed implements Closeable {
    private final List<Listener> leftOpen;
    private final @Nullable Closeable rejecter;

    Unclaimed(List<Listener> leftOpen, @Nullable Closeable rejecter) {
        this.leftOpen = leftOpen;
        this.rejecter = rejecter;
    }

    /** Carries out the policy, after every listener that was asked for is open. */
    static Unclaimed handle(WhenUnclaimed policy, List<Listener> unclaimed) throws IOException {
        switch (policy) {
            case WARN -> warn(unclaimed);
            case CLOSE -> Closing.all(unclaimed);
            case REJECT -> {
                return new Unclaimed(notRejected(unclaimed), Rejecter.start(unclaimed));
            }
            case FAIL, LATER -> {
                // FAIL was thrown before anything was bound
            }
        }
        return new Unclaimed(policy == WhenUnclaimed.CLOSE ? List.of() : unclaimed, null);
    }

    private static List<Listener> notRejected(List<Listener> unclaimed) {
        List<Listener> left = new ArrayList<>();
        for (Listener listener : unclaimed) {
            if (!Rejecter.canReject(listener)) {
                left.add(listener);
            }
        }
        return List.copyOf(left);
    }

    private static void warn(List<Listener> unclaimed) {
        for (Listener listener : unclaimed) {
            Log.warnOnce(listener.origin().provider() + " passed " + listener
                    + ", and no spec asks for it: it stays open, and its clients get no answer. Add a spec "
                    + (listener.name().isEmpty() ? "for its address" : "named \"" + listener.name() + '"')
                    + ", or set whenUnclaimed to REJECT, CLOSE or LATER.");
        }
    }

    List<Listener> leftOpen() {
        return leftOpen;
    }

    @Override
    public void close() throws IOException {
        if (rejecter != null) {
            rejecter.close();
        }
    }
}
