package dev.doorbell.descriptors.notify;

import java.io.IOException;

class JnaDatagramTest extends DatagramContract {
    @Override
    DatagramTarget target(String path) throws IOException {
        return new TargetByWay(path, NativeWay.JNA);
    }
}
