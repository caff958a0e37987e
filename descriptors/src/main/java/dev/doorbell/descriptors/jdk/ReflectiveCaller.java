package dev.doorbell.descriptors.jdk;

import java.io.IOException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Plain reflection, where the package is open to us. On JDK 17 the cheapest of all. */
final class ReflectiveCaller implements Caller {
    @Override
    public @Nullable Object call(Method method, @Nullable Object target, @Nullable Object... arguments)
            throws IOException {
        try {
            return opened(method).invoke(target, arguments);
        } catch (ReflectiveOperationException e) {
            throw Caller.unwrap(e);
        }
    }

    @Override
    public Object construct(Constructor<?> constructor, @Nullable Object... arguments) throws IOException {
        try {
            return opened(constructor).newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw Caller.unwrap(e);
        }
    }

    @Override
    public @Nullable Object get(Field field, Object target) throws IOException {
        try {
            return opened(field).get(target);
        } catch (ReflectiveOperationException e) {
            throw Caller.unwrap(e);
        }
    }

    @Override
    public void set(Field field, Object target, @Nullable Object value) throws IOException {
        try {
            opened(field).set(target, value);
        } catch (ReflectiveOperationException e) {
            throw Caller.unwrap(e);
        }
    }

    private static <T extends AccessibleObject> T opened(T member) {
        member.setAccessible(true);
        return member;
    }
}
