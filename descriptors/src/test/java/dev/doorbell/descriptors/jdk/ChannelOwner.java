package dev.doorbell.descriptors.jdk;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** The object that a file channel of the JDK leaves closing to. */
public final class ChannelOwner {
    private ChannelOwner() {}

    public static Object of(FileChannel channel) throws IOException {
        try {
            return SunNioCh.returned(JdkAccess.get().get(channel.getClass().getDeclaredField("parent"), channel));
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }
}
