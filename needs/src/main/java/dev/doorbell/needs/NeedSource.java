package dev.doorbell.needs;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The needs of a module's tests other than commands and files. The module provides it as a service. */
public interface NeedSource {
    /** {@return each need, as {@link Needs} names it, with the reason why this machine lacks it; empty if it does not} */
    Map<String, Supplier<Optional<String>>> needs();
}
