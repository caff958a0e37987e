package dev.doorbell.descriptors.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.descriptors.jdk.PassedSocket;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.unix.UnixSockets;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The kinds that load no native library: the classes that the JVM loads for them have none of JNA or jnr. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "nothing is adopted there")
@Timeout(60)
class NativeFreeTest {
    @TempDir
    private Path directory;

    @Test
    void adopting_and_binding_load_no_native_library_where_the_package_is_open() throws Exception {
        assertThat(nativeClasses("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "-Ddoorbell.access=opened"))
                .isEmpty();
    }

    @Test
    void adopting_and_binding_load_no_native_library_where_serializers_have_their_own() throws Exception {
        assertThat(nativeClasses("-Ddoorbell.access=serialization")).isEmpty();
    }

    @Test
    void the_list_of_classes_has_those_of_jna_where_it_is_used() throws Exception {
        assertThat(nativeClasses("-Ddoorbell.access=jna")).isNotEmpty();
    }

    private List<String> nativeClasses(String... options) throws Exception {
        String printed = SpawnedJava.withJna()
                .option(options)
                .option("-Xlog:class+load")
                .run(AdoptingAndBinding.class, directory.toString());
        assertThat(printed).contains("adopted and bound everything");
        try (Stream<String> lines = printed.lines()) {
            return lines.filter(line -> line.contains("] com.sun.jna.") || line.contains("] jnr."))
                    .toList();
        }
    }

    /** Adopts each kind of socket, and binds what the JDK cannot bind by itself. */
    static final class AdoptingAndBinding {
        private AdoptingAndBinding() {}

        public static void main(String[] arguments) throws IOException {
            Path directory = Path.of(arguments[0]);
            for (PassedSocket socket : PassedSocket.values()) {
                adopt(socket.open(directory));
            }
            try (ServerSocketChannel ipv6 = ServerSocketChannel.open(StandardProtocolFamily.INET6)) {
                RawDescriptors.ipv6Only(ipv6);
            }
            Path path = directory.resolve("with-mode");
            UnixSockets.bind(CNumber.SOCK_STREAM, path, Optional.of(PosixFilePermissions.fromString("rw-------")), 8)
                    .channel()
                    .close();
            Files.delete(path);
            System.out.println("adopted and bound everything");
        }

        private static void adopt(int number) throws IOException {
            DescriptorClaim claim = new DescriptorClaim(new Properties(), "fd", "a descriptor");
            InheritedHandle handle = new InheritedHandle(DescriptorFacts.of(number), claim);
            try (Channel channel = handle.open()) {
                handle.commit();
                System.out.println(channel);
            }
        }
    }
}
