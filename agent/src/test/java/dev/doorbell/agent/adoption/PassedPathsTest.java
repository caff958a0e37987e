package dev.doorbell.agent.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.provider.systemd.matching.PassedDescriptor;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassedPathsTest {
    @Test
    void the_path_of_a_passed_socket_is_known_also_through_a_link(@TempDir Path directory) throws IOException {
        Path socket = directory.resolve("x.sock");
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
        Path other =
                Files.createFile(Files.createDirectory(directory.resolve("d")).resolve("x.sock"));
        try (ServerSocketChannel unix =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket))) {
            int number = SunNioCh.numberOf(unix);
            PassedPaths paths = new PassedPaths(
                    List.of(new PassedDescriptor(number, "web", Optional.of(DescriptorFacts.of(number)))));
            assertThat(paths.isAt(socket)).isTrue();
            assertThat(paths.isAt(link.resolve("x.sock"))).isTrue();
            assertThat(paths.isAt(other)).isFalse();
            assertThat(paths.isAt(directory)).isFalse();
        }
    }
}
