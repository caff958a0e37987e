package dev.doorbell.descriptors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

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
                .containsPattern(
                        "fd \\d+ is a listening IPv4 stream socket at 127.0.0.1:\\d+ and could not be adopted: ")
                .contains("Too many open files")
                .contains("LimitNOFILE=")
                .contains("still open: true");
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
                    new InheritedHandle(facts, new ClaimLedger(new Properties()).entry("fd", "a descriptor"));
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

        private static List<FileInputStream> fill() {
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
