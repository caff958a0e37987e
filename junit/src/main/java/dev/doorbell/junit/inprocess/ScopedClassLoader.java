package dev.doorbell.junit.inprocess;

import org.jspecify.annotations.Nullable;

/** A context class loader that has nothing of its own, and tells the scope of its thread. */
final class ScopedClassLoader extends ClassLoader {
    private final Scope scope;

    ScopedClassLoader(@Nullable ClassLoader parent, Scope scope) {
        super(parent);
        this.scope = scope;
    }

    Scope scope() {
        return scope;
    }
}
