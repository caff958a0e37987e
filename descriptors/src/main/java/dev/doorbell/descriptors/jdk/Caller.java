package dev.doorbell.descriptors.jdk;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Calls members of the JDK that it does not export. */
public interface Caller {
    /** Calls a method; a target of null calls a static one. */
    @Nullable
    Object call(Method method, @Nullable Object target, @Nullable Object... arguments) throws IOException;

    Object construct(Constructor<?> constructor, @Nullable Object... arguments) throws IOException;

    @Nullable
    Object get(Field field, Object target) throws IOException;

    void set(Field field, Object target, @Nullable Object value) throws IOException;

    /** What the called code threw, as itself where that is possible. */
    static IOException unwrap(Throwable thrown) throws IOException {
        Throwable cause = thrown instanceof InvocationTargetException ? thrown.getCause() : thrown;
        if (cause instanceof IOException refused) {
            throw refused;
        }
        if (cause instanceof RuntimeException bug) {
            throw bug;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause);
    }
}
