package dev.doorbell.agent.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.provider.systemd.matching.PassedDescriptor;
import java.io.File;
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
    @TempDir
    private Path directory;

    @Test
    void the_path_of_a_passed_socket_is_known_also_through_a_link() throws IOException {
        Path socket = directory.resolve("x.sock");
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
        Path other =
                Files.createFile(Files.createDirectory(directory.resolve("d")).resolve("x.sock"));
        try (ServerSocketChannel unix = bound(socket)) {
            PassedPaths paths = paths(unix);
            assertThat(paths.isAt(socket)).isTrue();
            assertThat(paths.isAt(link.resolve("x.sock"))).isTrue();
            assertThat(paths.isAt(other)).isFalse();
            assertThat(paths.isAt(directory)).isFalse();
        }
    }

    @Test
    void another_link_to_the_socket_is_the_programs_own() throws IOException {
        Path socket = directory.resolve("x.sock");
        Path folder = Files.createDirectory(directory.resolve("d"));
        try (ServerSocketChannel unix = bound(socket)) {
            PassedPaths paths = paths(unix);
            assertThat(paths.isAt(Files.createSymbolicLink(folder.resolve("x.sock"), socket)))
                    .isFalse();
            Files.delete(folder.resolve("x.sock"));
            assertThat(paths.isAt(Files.createLink(folder.resolve("x.sock"), socket)))
                    .isFalse();
        }
    }

    @Test
    void a_socket_that_the_program_bound_there_later_is_its_own() throws IOException {
        Path socket = directory.resolve("x.sock");
        try (ServerSocketChannel unix = bound(socket)) {
            PassedPaths paths = paths(unix);
            Files.move(socket, directory.resolve("moved"));
            bound(socket).close();
            assertThat(paths.isAt(socket)).isFalse();
        }
    }

    @Test
    void a_file_of_java_io_is_compared_without_becoming_a_path_unless_its_name_is_the_same() throws IOException {
        Path socket = directory.resolve("x.sock");
        try (ServerSocketChannel unix = bound(socket)) {
            PassedPaths paths = paths(unix);
            assertThat(paths.isAt(socket.toFile())).isTrue();
            // no path in any locale
            assertThat(paths.isAt(new File("\0"))).isFalse();
            assertThat(paths.isAt(new File("\0/x.sock"))).isFalse();
        }
    }

    private static ServerSocketChannel bound(Path socket) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
    }

    private static PassedPaths paths(ServerSocketChannel unix) throws IOException {
        int number = SunNioCh.numberOf(unix);
        return new PassedPaths(List.of(new PassedDescriptor(number, "web", Optional.of(DescriptorFacts.of(number)))));
    }
}
