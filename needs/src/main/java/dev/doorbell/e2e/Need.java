package dev.doorbell.e2e;

import java.util.Optional;

/** A need that is not a command or a file. The module of its tests provides it as a service. */
public interface Need {
    /** {@return what {@link Needs} calls it} */
    String name();

    /** {@return why this machine does not have it; empty where it does} */
    Optional<String> missing();
}
