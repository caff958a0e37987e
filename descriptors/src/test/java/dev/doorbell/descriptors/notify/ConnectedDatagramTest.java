package dev.doorbell.descriptors.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.TestLibC;
import dev.doorbell.descriptors.unix.SockaddrUn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A socket that is connected, as systemd passes it. */
class ConnectedDatagramTest extends DatagramContract {
    private final List<Integer> sockets = new ArrayList<>();

    @Override
    DatagramTarget target(String path) {
        byte[] address = SockaddrUn.of((path + "\0").getBytes(UTF_8));
        int socket = TestLibC.INSTANCE.socket(TestLibC.AF_UNIX, TestLibC.SOCK_DGRAM, 0);
        sockets.add(socket);
        TestLibC.INSTANCE.connect(socket, address, address.length);
        return DatagramTarget.ofConnected(socket);
    }

    @AfterEach
    void close() throws IOException {
        for (int socket : sockets) {
            SunNioCh.close0(socket);
        }
    }
}
