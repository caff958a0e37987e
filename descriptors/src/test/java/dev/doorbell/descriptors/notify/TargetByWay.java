package dev.doorbell.descriptors.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.doorbell.descriptors.unix.SockaddrUn;

/** A target at a path, by one way to native code. */
final class TargetByWay extends AddressedTarget {
    private final NativeCalls calls;

    TargetByWay(String path, NativeWay way) {
        super(path, SockaddrUn.of((path + "\0").getBytes(UTF_8)));
        calls = way.calls("The test");
    }

    @Override
    NativeCalls nativeCalls() {
        return calls;
    }
}
