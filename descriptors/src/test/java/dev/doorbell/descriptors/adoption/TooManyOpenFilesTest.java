package dev.doorbell.descriptors.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.waiting.Readiness;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK says no more than the operating system does, and not of which listener. */
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "fills the table of descriptors")
class TooManyOpenFilesTest {
    @Test
    void the_listener_is_named_with_what_to_raise_and_it_stays_open() throws Exception {
        String printed = SpawnedJava.withoutJna()
                .behind("sh", "-c", "ulimit -n 256; exec \"$@\"", "sh")
                .option("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "-XX:-MaxFDLimit")
                .run(Adopting.class);
        assertThat(printed)
                .containsPattern("cannot adopt fd \\d+, a listening IPv4 stream socket at 127.0.0.1:\\d+: ")
                .contains("Too many open files")
                .contains("LimitNOFILE=")
                .contains("still open: true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void what_was_adopted_before_is_taken_back_and_channels_can_be_closed_ever_after(String kind) throws Exception {
        String printed = SpawnedJava.withoutJna()
                .behind("sh", "-c", "ulimit -n 256; exec \"$@\"", "sh")
                .option("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "-XX:-MaxFDLimit")
                .run(TakingBack.class, kind);
        assertThat(printed).contains("released", "leaked: 0", "a channel is closed: true");
    }

    /** With fewer descriptors left than a wait takes: the selector's own, and the copy that it watches. */
    @Test
    void a_wait_that_failed_is_made_again_once_there_are_descriptors() throws Exception {
        String printed = SpawnedJava.withoutJna()
                .behind("sh", "-c", "ulimit -n 256; exec \"$@\"", "sh")
                .option("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "-XX:-MaxFDLimit")
                .run(WaitingAgain.class);
        assertThat(printed.lines()).containsExactly("refused, then told", "refused, then told", "refused, then told");
    }

    /** Waits for what is there, first with 0, 1 and 2 descriptors left. */
    static final class WaitingAgain {
        private WaitingAgain() {}

        public static void main(String[] args) throws Exception {
            Pipe pipe = Pipe.open();
            pipe.sink().write(ByteBuffer.allocate(1));
            int number = RawDescriptors.duplicate(pipe.source());
            try (Readiness first = Readiness.toRead(number)) {
                // the classes that waiting takes are files too, and are loaded before
                first.await(0);
                isRefused(Readiness.toRead(Integer.MAX_VALUE));
            }
            for (int left = 0; left <= 2; left++) {
                List<FileInputStream> open = Adopting.fill();
                for (int i = 0; i < left; i++) {
                    open.get(i).close();
                }
                try (Readiness readiness = Readiness.toRead(number)) {
                    boolean refused = isRefused(readiness);
                    for (FileInputStream one : open) {
                        one.close();
                    }
                    long start = System.nanoTime();
                    readiness.await(10_000);
                    boolean told = System.nanoTime() - start < 5_000_000_000L;
                    System.out.println(
                            (refused ? "refused" : "not refused") + (told ? ", then told" : ", then not told"));
                }
            }
        }

        private static boolean isRefused(Readiness readiness) {
            try {
                readiness.await(1);
                return false;
            } catch (IOException refused) {
                return true;
            }
        }
    }

    /** Takes the first of two back when the second cannot be adopted, and closes no channel of the JDK before. */
    static final class TakingBack {
        private TakingBack() {}

        public static void main(String[] args) throws Exception {
            List<NetworkChannel> managers = List.of(bound(args[0]), bound(args[0]));
            InheritedHandle first = handle(managers.get(0));
            long before = RawSocket.openDescriptors();
            first.open();
            List<FileInputStream> open = Adopting.fill();
            first.release();
            System.out.println("released");
            for (FileInputStream one : open) {
                one.close();
            }
            // closing the first channel opens one of the JDK's own
            System.out.println("leaked: " + (RawSocket.openDescriptors() - before));
            managers.get(1).close();
            System.out.println("a channel is closed: " + !managers.get(1).isOpen());
        }

        private static NetworkChannel bound(String kind) throws IOException {
            NetworkChannel channel = kind.equals("tcp")
                    ? ServerSocketChannel.open(StandardProtocolFamily.INET)
                    : DatagramChannel.open(StandardProtocolFamily.INET);
            return channel.bind(new InetSocketAddress("127.0.0.1", 0));
        }

        private static InheritedHandle handle(NetworkChannel channel) throws IOException {
            DescriptorFacts facts = DescriptorFacts.of(RawDescriptors.duplicate(channel));
            return new InheritedHandle(facts, new DescriptorClaim(new Properties(), "fd", "a descriptor"));
        }
    }

    /** Adopts a listener when nothing more can be opened. */
    static final class Adopting {
        private Adopting() {}

        public static void main(String[] args) throws IOException {
            int number;
            try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
                number = RawDescriptors.duplicate(channel.bind(new InetSocketAddress("127.0.0.1", 0)));
            }
            DescriptorFacts facts = DescriptorFacts.of(number);
            InheritedHandle handle =
                    new InheritedHandle(facts, new DescriptorClaim(new Properties(), "fd", "a descriptor"));
            // the classes that adopting takes are files too, and are loaded before
            handle.open();
            handle.release();
            String unused = facts.description();
            List<FileInputStream> open = fill();
            String told = tellOfFailure(handle);
            for (FileInputStream one : open) {
                one.close();
            }
            System.out.println(told);
            System.out.println("still open: " + DescriptorFacts.of(number).open());
        }

        static List<FileInputStream> fill() {
            List<FileInputStream> open = new ArrayList<>();
            try {
                while (true) {
                    open.add(new FileInputStream("/dev/null"));
                }
            } catch (IOException full) {
                return open;
            }
        }

        private static String tellOfFailure(InheritedHandle handle) {
            try {
                return "adopted " + handle.open();
            } catch (IOException refused) {
                return String.valueOf(refused.getMessage());
            }
        }
    }
}
