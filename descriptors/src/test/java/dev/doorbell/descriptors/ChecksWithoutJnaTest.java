package dev.doorbell.descriptors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.adoption.SpawnedJava;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.spec.Address;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which questions need no native library. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "message queues and abstract names are Linux's")
@Timeout(60)
class ChecksWithoutJnaTest {
    @TempDir
    private Path directory;

    @Test
    void only_whether_a_regular_file_is_a_message_queue_needs_jna() throws Exception {
        String printed = SpawnedJava.withoutJna()
                .option("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED")
                .run(Checking.class, directory.resolve("s").toString());
        assertThat(printed)
                .contains("answered everything")
                .contains(" is a message queue needs JNA. Add net.java.dev.jna:jna.");
    }

    /** Puts every question to sockets and a pipe, and the last one to a file too. */
    static final class Checking {
        private Checking() {}

        public static void main(String[] arguments) throws IOException {
            Path path = Path.of(arguments[0]);
            ask(RawSocket.unix(path), path);
            ask(RawSocket.tcp("127.0.0.1"), path);
            ask(RawSocket.copy(Pipe.open().source()), path);
            System.out.println("answered everything");
            try (FileInputStream file = new FileInputStream("/proc/self/exe")) {
                DescriptorChecks.of(SunNioCh.fdVal(file.getFD())).isMessageQueue();
            } catch (UnsupportedOperationException refused) {
                System.out.println(refused.getMessage());
            }
        }

        private static void ask(int number, Path path) throws IOException {
            SocketPattern listening = SocketPattern.any().listening(true);
            DescriptorChecks checks = DescriptorChecks.of(number);
            System.out.println(checks.isFifo(path) + " " + checks.isSpecial(path) + " " + checks.isSocket(listening));
            System.out.println(checks.isInet(listening, 1) + " " + checks.isUnix(listening, path));
            System.out.println(checks.isUnix(listening, new Address.Abstract("x")) + " "
                    + checks.isUnnamedUnix(listening) + " " + checks.isMessageQueue("/x"));
        }
    }
}
