package dev.doorbell.descriptors.adoption;

import java.io.IOException;
import java.nio.channels.Channel;
import java.util.Properties;

/** Descriptors that become channels as inherited ones do. */
public final class Adopted {
    private Adopted() {}

    public static <T extends Channel> T as(Class<T> type, int number) throws IOException {
        DescriptorClaim claim = new DescriptorClaim(new Properties(), "fd", "a descriptor");
        InheritedHandle handle = new InheritedHandle(DescriptorFacts.of(number), claim);
        Channel channel = handle.open();
        handle.commit();
        return type.cast(channel);
    }
}
