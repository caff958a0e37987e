package dev.doorbell.descriptors.jdk;

import java.nio.channels.FileChannel;

/** The object that a file channel of the JDK leaves closing to. */
public final class ChannelOwner {
    private ChannelOwner() {}

    public static Object of(FileChannel channel) {
        try {
            Class<?> type = channel.getClass().getDeclaredField("parent").getType();
            return SunNioCh.returned(JdkAccess.get().get(channel.getClass(), "parent", type, channel));
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }
}
