package dev.doorbell;

import org.jspecify.annotations.Nullable;

/** The policy for a spec that no service manager passed a listener for. */
public enum WhenMissing {
    /** Bind it in this process. A bare name cannot be bound, and fails. The default. */
    BIND,
    /** Throw {@link IllegalStateException}, naming what was passed instead. */
    FAIL,
    /** Continue without it: {@link Listeners#all(String)} is empty. */
    SKIP;

    static WhenMissing orDefault(@Nullable WhenMissing policy) {
        return policy == null ? BIND : policy;
    }
}
