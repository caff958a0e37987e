package dev.doorbell.descriptors.posix;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.NativeLong;
import com.sun.jna.ptr.IntByReference;
import dev.doorbell.descriptors.adoption.Adopted;
import dev.doorbell.descriptors.adoption.SpawnedJava;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.notify.DatagramTarget;
import dev.doorbell.descriptors.unix.AbstractName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Linux on machines that are not x86: their numbers, and what still works where a nicety is refused. */
class OtherMachinesTest {
    /** Its number of FIOCLEX is refused by the kernels that tests run on, with ENOTTY, and it has no other of its own. */
    private static final String WHERE_FIOCLEX_IS_REFUSED = "-Ddoorbell.arch=sh";

    @ParameterizedTest
    @CsvSource({
        "amd64, GENERIC",
        "i386, GENERIC",
        "x32, GENERIC",
        "riscv64, GENERIC",
        "s390x, GENERIC",
        "loongarch64, GENERIC",
        "ia64, GENERIC",
        "aarch64, ARM",
        "arm, ARM",
        "m68k, ARM",
        "ppc64le, POWERPC",
        "ppc64, POWERPC",
        "ppc, POWERPC",
        "mips64el, MIPS",
        "mipsel, MIPS",
        "sparcv9, SPARC",
        "sparc, SPARC",
        "alpha, ALPHA",
        "sh, SUPERH",
    })
    void a_port_is_known_by_the_name_that_the_jdk_has_for_it(String arch, LinuxPort port) {
        assertThat(LinuxPort.of(arch)).isEqualTo(port);
    }

    /** From the kernel's headers; the test of the foreign headers compares every number. */
    @ParameterizedTest
    @CsvSource({
        "FIOCLEX, ppc64le, 0x20006601",
        "FIOCLEX, aarch64, 0x5451",
        "FIOCLEX, s390x, 0x5451",
        "SOCK_STREAM, mips64el, 2",
        "SO_ACCEPTCONN, sparcv9, 0x8000",
        "O_CREAT, mips64el, 0x100",
        "AF_INET6, alpha, 10",
    })
    void a_number_is_that_of_the_machine(CNumber number, String arch, String value) {
        assertThat(number.linux(arch)).isEqualTo(Integer.decode(value));
    }

    @ParameterizedTest
    @CsvSource({"EAGAIN, alpha, 35", "EADDRINUSE, mips64el, 125", "EADDRINUSE, amd64, 98"})
    void an_errno_is_that_of_the_machine(Errno errno, String arch, int value) {
        assertThat(errno.linux(arch)).isEqualTo(value);
    }

    @Test
    @Timeout(60)
    @EnabledOnOs(value = OS.LINUX, disabledReason = "abstract names")
    void what_a_descriptor_is_for_works_where_it_cannot_be_kept_from_children() throws Exception {
        String printed = SpawnedJava.withJna()
                .option(WHERE_FIOCLEX_IS_REFUSED, "-Ddoorbell.access=jna")
                .run(Serving.class, "doorbell-" + System.nanoTime());
        assertThat(printed).contains("bound", "ready", "stopping", "adopted");
    }

    @Test
    @Timeout(60)
    @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self/fdinfo")
    void linux_keeps_a_socket_of_ours_from_children_when_it_makes_it() throws Exception {
        String printed = SpawnedJava.withJna()
                .option(WHERE_FIOCLEX_IS_REFUSED)
                .run(Serving.class, "doorbell-" + System.nanoTime());
        assertThat(printed).contains("bound, closed on exec: true");
    }

    @Test
    @Timeout(60)
    @EnabledOnOs(value = OS.LINUX, disabledReason = "takes the number of another machine of Linux")
    void a_user_who_asked_for_it_is_told_that_it_is_refused() throws Exception {
        String printed = SpawnedJava.withJna()
                .option(WHERE_FIOCLEX_IS_REFUSED, "-Ddoorbell.cloexec=true")
                .run(AdoptingOne.class);
        assertThat(printed)
                .contains("FIOCLEX) failed: Inappropriate ioctl for device (ENOTTY). Remove"
                        + " -Ddoorbell.cloexec=true if children may inherit it.");
    }

    /** Binds an abstract name, tells it what a service tells its manager, and adopts a listener. */
    static final class Serving {
        private Serving() {}

        public static void main(String[] arguments) throws Exception {
            int manager = AbstractName.bind(CNumber.SOCK_DGRAM, arguments[0]);
            System.out.println("bound, closed on exec: " + RawSocket.isCloseOnExec(manager));
            DatagramTarget target = DatagramTarget.ofAbstractName(arguments[0]);
            target.send("READY=1", Duration.ofSeconds(30));
            read(manager);
            System.out.println("ready");
            Thread reader = new Thread(() -> read(manager));
            reader.start();
            target.awaitReader("STOPPING=1", Duration.ofSeconds(30));
            reader.join();
            System.out.println("stopping");
            Adopted.as(ServerSocketChannel.class, RawSocket.tcp("127.0.0.1"));
            System.out.println("adopted");
        }

        private static void read(int socket) {
            ByteBuffer bytes = ByteBuffer.allocate(64);
            LibC.INSTANCE.recvfrom(socket, bytes, new NativeLong(64), 0, new byte[128], new IntByReference(128));
        }
    }

    static final class AdoptingOne {
        private AdoptingOne() {}

        public static void main(String[] arguments) {
            try {
                Adopted.as(ServerSocketChannel.class, RawSocket.tcp("127.0.0.1"));
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
