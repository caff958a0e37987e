package dev.doorbell.needs;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The needs of a module's tests that are not commands or files. The module provides it as a service. */
public interface NeedSource {
    /** {@return each need, as {@link Needs} names it, with the reason why this machine lacks it; empty where it has it} */
    Map<String, Supplier<Optional<String>>> needs();
}
