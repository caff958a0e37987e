package dev.doorbell.junit;

import java.util.HashSet;
import java.util.Set;

/**
 * How long an extension lives: a static field once for its class, with nested classes, and an instance field for each test. JUnit
 * may end a class that it has not begun, where an earlier extension has failed. Safe for use by several threads.
 */
final class Lifetime {
    private final Set<String> classes = new HashSet<>();

    /** Begins a class. {@return whether it is the outermost} */
    synchronized boolean beginClass(String id) {
        boolean outermost = classes.isEmpty();
        classes.add(id);
        return outermost;
    }

    /** Ends a class. {@return whether it was the outermost that had begun} */
    synchronized boolean endClass(String id) {
        return classes.remove(id) && classes.isEmpty();
    }

    /** {@return whether the extension was registered for a single test} */
    synchronized boolean isOfTest() {
        return classes.isEmpty();
    }
}
