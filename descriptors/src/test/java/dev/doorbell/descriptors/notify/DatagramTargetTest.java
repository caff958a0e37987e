package dev.doorbell.descriptors.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.adoption.SpawnedJava;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Addresses, and a JVM without a way to send to them. {@link DatagramContract} has what holds for every way. */
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "the other process looks at /proc/self/fd")
class DatagramTargetTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(20);

    @TempDir
    private Path directory;

    @Test
    @Needs("python3")
    void a_message_reaches_a_path_and_an_abstract_name() throws IOException {
        String text = "STATUS=x";
        String name = "doorbell-target-" + System.nanoTime();
        try (Receiver receiver = Receiver.at(path());
                Receiver hidden = Receiver.at("\0" + name)) {
            DatagramTarget.ofPath(path()).send(text, LONG_ENOUGH);
            assertThat(receiver.text()).isEqualTo(text);
            DatagramTarget.ofAbstractName(name).send(text, LONG_ENOUGH);
            assertThat(hidden.text()).isEqualTo(text);
        }
    }

    @Test
    void an_address_of_107_bytes_is_the_longest() throws IOException {
        String longest = "/" + "x".repeat(106);
        assertThatThrownBy(() -> DatagramTarget.ofPath(longest).send("x", LONG_ENOUGH))
                .hasMessageContaining("ENOENT");
        assertThatThrownBy(() -> DatagramTarget.ofAbstractName(longest).send("x", LONG_ENOUGH))
                .hasMessageContaining("ECONNREFUSED");
        for (String tooLong : new String[] {longest + "x", "/" + "ü".repeat(54)}) {
            assertThatThrownBy(() -> DatagramTarget.ofPath(tooLong))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("at most 107");
            assertThatThrownBy(() -> DatagramTarget.ofAbstractName(tooLong)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void a_path_without_a_socket_is_an_error_and_nothing_stays_open() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "text");
        try (FileChannel opened = FileChannel.open(file)) {
            isRefused(opened);
            // the JDK keeps a descriptor from its first use of a pipe
            long before = RawSocket.openDescriptors();
            isRefused(opened);
            assertThat(RawSocket.openDescriptors()).isEqualTo(before);
        }
    }

    private void isRefused(FileChannel opened) throws IOException {
        DatagramTarget nobody = DatagramTarget.ofPath(path() + "-nobody");
        assertThatThrownBy(() -> nobody.send("x", LONG_ENOUGH)).hasMessageContaining("ENOENT");
        assertThatThrownBy(() -> nobody.send("with", opened, "last", SHORT)).hasMessageContaining("ENOENT");
        assertThatThrownBy(() -> nobody.awaitReader("last", SHORT)).hasMessageContaining("ENOENT");
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "has java.lang.foreign")
    void without_jna_it_says_what_to_add() throws Exception {
        assertThat(SpawnedJava.withoutJna()
                        .option("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED")
                        .run(Sending.class))
                .isEqualTo("""
                        Sending to /missing needs JNA. Add net.java.dev.jna:jna.
                        Sending to /missing needs JNA. Add net.java.dev.jna:jna.
                        """);
    }

    /** Does each thing that JNA is needed for. */
    static final class Sending {
        private Sending() {}

        public static void main(String[] arguments) throws Exception {
            DatagramTarget target = DatagramTarget.ofPath("/missing");
            refused(() -> {
                target.send("x", LONG_ENOUGH);
                return "x";
            });
            refused(() -> {
                target.awaitReader("x", Duration.ofSeconds(1));
                return "x";
            });
        }

        private static void refused(Callable<?> call) throws Exception {
            try {
                System.out.println("not refused: " + call.call());
            } catch (UnsupportedOperationException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_24, disabledReason = "cannot deny native access")
    void without_jna_and_native_access_it_says_how_to_get_one_of_them() throws Exception {
        assertThat(SpawnedJava.withoutJna()
                        .option("--illegal-native-access=deny")
                        .run(Sending.class))
                .startsWith("Sending to /missing needs JNA. Add net.java.dev.jna:jna. Or let it use java.lang.foreign"
                        + " (Illegal native access from an unnamed module")
                .contains("): start Java with --enable-native-access=ALL-UNNAMED.");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_24, disabledReason = "warns of less")
    void no_way_prints_more_than_one_warning_of_the_jvm() throws Exception {
        for (SpawnedJava java : new SpawnedJava[] {SpawnedJava.withJna(), SpawnedJava.withoutJna()}) {
            assertThat(java.run(Failing.class).lines().filter(line -> line.contains("has been called by")))
                    .hasSize(1);
        }
        assertThat(SpawnedJava.withJna()
                        .option("--enable-native-access=ALL-UNNAMED")
                        .run(Failing.class))
                .doesNotContain("WARNING");
    }

    /** Fails for lack of a socket, by whatever way. */
    static final class Failing {
        private Failing() {}

        public static void main(String[] arguments) throws Exception {
            try {
                DatagramTarget.ofPath("/missing").send("x", LONG_ENOUGH);
            } catch (IOException missing) {
                System.out.println(missing.getMessage());
            }
        }
    }

    private String path() {
        return directory.resolve("notify").toString();
    }
}
