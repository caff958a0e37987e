package dev.doorbell.junit;

/** How long an extension lives: a static field once for its class, with nested classes, and an instance field for each test. */
final class Lifetime {
    private int classes;

    /** Begins a class. {@return whether it is the outermost} */
    boolean beginClass() {
        return classes++ == 0;
    }

    /** Ends a class. {@return whether it was the outermost} */
    boolean endClass() {
        return --classes == 0;
    }

    /** {@return whether the extension was registered for a single test} */
    boolean isOfTest() {
        return classes == 0;
    }
}
