package dev.doorbell.descriptors.kinds;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A question for the kernel, {@code rtnetlink(7)}. */
public final class Netlink {
    /** {@code sizeof(struct nlmsghdr)}. */
    static final int HEADER = 16;

    private static final short RTM_GETLINK = 18;
    private static final short NLM_F_REQUEST_DUMP = 0x301;

    private Netlink() {}

    public static ByteBuffer askForLinks() {
        return ByteBuffer.allocate(HEADER + 4)
                .order(ByteOrder.nativeOrder())
                .putInt(HEADER + 4)
                .putShort(RTM_GETLINK)
                .putShort(NLM_F_REQUEST_DUMP)
                .putInt(1)
                .putInt(0)
                .putInt(0)
                .flip();
    }
}
