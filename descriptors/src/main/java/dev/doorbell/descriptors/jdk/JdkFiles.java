package dev.doorbell.descriptors.jdk;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The JDK's channels that no selector takes. */
public final class JdkFiles {
    private JdkFiles() {}

    /**
     * The number of an open channel's descriptor.
     *
     * @throws UnsupportedOperationException if it is not a channel of the JDK
     */
    public static int numberOf(Channel channel) throws IOException {
        Field field = descriptorField(channel);
        return SunNioCh.fdVal(SunNioCh.descriptorIn(channel, field.getDeclaringClass(), field.getName()));
    }

    /** File and asynchronous channels keep it in a field, each class in one of its own. */
    private static Field descriptorField(Channel channel) {
        for (Class<?> type = channel.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().startsWith(SunNioCh.PACKAGE + ".")) {
                for (Field field : type.getDeclaredFields()) {
                    if (field.getType() == FileDescriptor.class && !Modifier.isStatic(field.getModifiers())) {
                        return field;
                    }
                }
            }
        }
        throw unreachable(channel);
    }

    static UnsupportedOperationException unreachable(Channel channel) {
        return new UnsupportedOperationException("cannot reach the descriptor of " + channel + ": "
                + channel.getClass().getName() + " is not a channel of the JDK. Use the channel that it wraps.");
    }

    /**
     * A channel of a file. JDK 17 has the path, three flags and the owner behind the descriptor, and later ones have a flag
     * more: the first two are whether it is read and written.
     */
    public static FileChannel channel(FileDescriptor file, boolean readable, boolean writable, Closeable owner)
            throws IOException {
        Method open = open();
        @Nullable Object[] arguments = new @Nullable Object[open.getParameterCount()];
        Arrays.fill(arguments, false);
        arguments[0] = file;
        arguments[1] = null;
        arguments[2] = readable;
        arguments[3] = writable;
        arguments[arguments.length - 1] = owner;
        return (FileChannel) SunNioCh.returned(JdkAccess.get().call(open, null, arguments));
    }

    private static Method open() {
        try {
            for (Method method : SunNioCh.type("FileChannelImpl").getDeclaredMethods()) {
                if (method.getName().equals("open")) {
                    return method;
                }
            }
            throw new NoSuchMethodException("FileChannelImpl.open");
        } catch (ReflectiveOperationException e) {
            throw SunNioCh.otherJdk(e);
        }
    }
}
