package dev.doorbell.descriptors.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.adoption.Adopted;
import dev.doorbell.descriptors.adoption.DescriptorClaim;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.InheritedHandle;
import dev.doorbell.descriptors.adoption.SpawnedJava;
import dev.doorbell.descriptors.jdk.PassedSocket;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.jdk.SunNioCh;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self/fdinfo")
@Timeout(60)
class CloseOnExecTest {
    private static final String PROPERTY = "doorbell.cloexec";

    @TempDir
    private Path directory;

    @AfterEach
    void forceNothing() {
        System.clearProperty(PROPERTY);
    }

    @ParameterizedTest
    @EnumSource(PassedSocket.class)
    void it_is_set_where_the_user_asks_for_it(PassedSocket socket) throws IOException {
        System.setProperty(PROPERTY, "true");
        assertThat(isSetAfterAdopting(socket)).isTrue();
    }

    @Test
    void it_is_left_where_setting_it_would_load_a_native_library() throws Exception {
        String printed = SpawnedJava.withJna()
                .option("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED")
                .run(AdoptingOne.class);
        assertThat(printed).contains("closed on exec: false");
    }

    @Test
    void it_is_set_where_a_kind_has_loaded_the_native_library() throws IOException {
        Jna.libC("A test");
        assertThat(isSetAfterAdopting(PassedSocket.TCP4)).isTrue();
    }

    @Test
    void a_descriptor_that_is_not_open_is_told_with_its_errno() {
        System.setProperty(PROPERTY, "true");
        assertThatThrownBy(() -> CloseOnExec.setIfCheap(4_000))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ioctl(4000, FIOCLEX) failed: Bad file descriptor (EBADF)");
    }

    @Test
    void without_jna_the_option_fails_while_the_descriptor_is_still_as_it_was() throws Exception {
        String printed = SpawnedJava.withoutJna()
                .option("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "-D" + PROPERTY + "=true")
                .run(Adopting.class);
        assertThat(printed)
                .contains("-Ddoorbell.cloexec=true needs JNA. Add net.java.dev.jna:jna.")
                .contains("still open: true, still free: true");
    }

    private boolean isSetAfterAdopting(PassedSocket socket) throws IOException {
        DescriptorClaim claim = new DescriptorClaim(new Properties(), "fd", "a descriptor");
        InheritedHandle handle = new InheritedHandle(DescriptorFacts.of(socket.open(directory)), claim);
        try (Channel channel = handle.open()) {
            handle.commit();
            return RawSocket.isCloseOnExec(SunNioCh.numberOf(channel));
        }
    }

    /** Adopts a socket that it makes. */
    static final class Adopting {
        private Adopting() {}

        public static void main(String[] arguments) throws IOException {
            Properties ledger = System.getProperties();
            int number = RawSocket.tcp("127.0.0.1");
            InheritedHandle handle =
                    new InheritedHandle(DescriptorFacts.of(number), new DescriptorClaim(ledger, "fd", "a descriptor"));
            try {
                handle.open();
            } catch (UnsupportedOperationException e) {
                System.out.println(e.getMessage());
                handle.release();
            }
            System.out.println("still open: " + DescriptorFacts.of(number).open() + ", still free: "
                    + DescriptorClaim.holder(ledger, "fd").isEmpty());
        }
    }

    /** Adopts a listener in a JVM that has no use for JNA. */
    static final class AdoptingOne {
        private AdoptingOne() {}

        public static void main(String[] arguments) throws IOException {
            ServerSocketChannel adopted = Adopted.as(ServerSocketChannel.class, RawSocket.tcp("127.0.0.1"));
            System.out.println("closed on exec: " + RawSocket.isCloseOnExec(SunNioCh.numberOf(adopted)));
        }
    }
}
