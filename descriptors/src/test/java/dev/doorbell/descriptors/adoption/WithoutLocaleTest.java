package dev.doorbell.descriptors.adoption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.posix.TestLibC;
import dev.doorbell.descriptors.unix.UnixAddress;
import dev.doorbell.spec.Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A service that systemd starts has no locale, unless the system has one: its JVM takes ASCII for the text of a path. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "opens its files with the C library of Linux")
@Timeout(60)
class WithoutLocaleTest {
    private static final String NAME = "\u00fcn\u00efc\u00f6de";

    @TempDir
    private Path directory;

    @Test
    void a_socket_whose_path_is_not_ascii_has_its_facts() throws Exception {
        assertThat(askInLocaleC("socket")).contains("a listening UNIX stream socket; there: true");
    }

    @Test
    void a_fifo_whose_path_is_not_ascii_has_its_facts() throws Exception {
        assertThat(askInLocaleC("fifo")).contains("a FIFO; there: true");
    }

    private String askInLocaleC(String kind) throws Exception {
        return SpawnedJava.withJna()
                .environment("LC_ALL", "C")
                .option("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED")
                .run(Asking.class, kind, directory.toString());
    }

    /** Makes what it is told in a directory, and tells what it is. */
    static final class Asking {
        private Asking() {}

        public static void main(String[] arguments) throws Exception {
            byte[] path = (arguments[1] + "/" + NAME).getBytes(UTF_8);
            DescriptorFacts facts = DescriptorFacts.of(arguments[0].equals("fifo") ? fifo(path) : socket(path));
            Path file = ((Address.File) facts.address().orElseThrow()).path();
            String what = facts.description();
            System.out.println(what.substring(0, what.indexOf(" at /")) + "; there: " + Files.exists(file));
        }

        private static int socket(byte[] path) {
            return UnixAddress.listening(TestLibC.SOCK_STREAM, path);
        }

        private static int fifo(byte[] path) {
            byte[] terminated = Arrays.copyOf(path, path.length + 1);
            TestLibC.INSTANCE.mkfifo(terminated, 0600);
            return TestLibC.INSTANCE.open(terminated, TestLibC.O_RDWR);
        }
    }
}
