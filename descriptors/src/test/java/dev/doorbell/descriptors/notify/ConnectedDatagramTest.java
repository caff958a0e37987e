package dev.doorbell.descriptors.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.TestLibC;
import dev.doorbell.descriptors.unix.SockaddrUn;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    @Needs("python3")
    void a_child_process_of_native_code_does_not_inherit_it_after_a_descriptor_was_sent(@TempDir Path directory)
            throws IOException {
        Path path = directory.resolve("unread");
        try (Receiver receiver = Receiver.at(path.toString());
                FileChannel channel = FileChannel.open(Path.of("/dev/null"))) {
            DatagramTarget target = target(path.toString());
            assertThatThrownBy(() -> target.send("with", channel, "last", Duration.ofMillis(1)))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(RawSocket.isCloseOnExec(sockets.get(0))).isTrue();
            assertThat(receiver.receive()).contains("/dev/null");
        }
    }

    @AfterEach
    void close() throws IOException {
        for (int socket : sockets) {
            SunNioCh.close0(socket);
        }
    }
}
