package dev.doorbell.agent.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import dev.doorbell.descriptors.jdk.SunNioCh;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;

@Timeout(60)
class PassedIntakeTest {
    private static final int O_NONBLOCK = 04000;
    private static final int OCTAL = 8;

    private final PassedIntake intake = new PassedIntake(List.of());

    @Test
    void while_it_is_stopped_an_adopted_socket_accepts_nothing() throws Exception {
        try (ServerSocketChannel adopted = ServerSocketChannel.open();
                ServerSocketChannel other = ServerSocketChannel.open()) {
            adopted.configureBlocking(false);
            intake.addOwner(SunNioCh.numberOf(adopted));
            assertThat(mayAccept(adopted)).isTrue();
            intake.afterAccept(SunNioCh.numberOf(adopted));
            intake.stop();
            assertThat(mayAccept(adopted)).isFalse();
            assertThat(mayAccept(other)).isTrue();
            intake.resume();
            assertThat(mayAccept(adopted)).isTrue();
        }
    }

    @Test
    void a_thread_that_waits_for_a_client_is_held_for_a_while() throws Exception {
        try (ServerSocketChannel adopted = ServerSocketChannel.open()) {
            intake.addOwner(SunNioCh.numberOf(adopted));
            intake.stop();
            long begin = System.nanoTime();
            assertThat(mayAccept(adopted)).isFalse();
            assertThat(System.nanoTime() - begin)
                    .as("its JDK calls again at once")
                    .isGreaterThan(1_000_000);
        }
    }

    @Test
    @EnabledOnOs(LINUX)
    void a_channel_that_was_set_to_block_in_the_kernel_does_not() throws Exception {
        try (ServerSocketChannel adopted = ServerSocketChannel.open()) {
            int number = SunNioCh.numberOf(adopted);
            intake.addOwner(number);
            assertThat(flags(number) & O_NONBLOCK).as("before").isZero();
            assertThat(mayAccept(adopted)).isTrue();
            assertThat(flags(number) & O_NONBLOCK).isEqualTo(O_NONBLOCK);
        }
    }

    private boolean mayAccept(ServerSocketChannel server) throws IOException {
        return intake.beforeAccept(SunNioCh.numberOf(server), server);
    }

    /** {@code flags:	02004002}, see {@code proc_pid_fdinfo(5)}. */
    private static int flags(int number) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo/" + number))) {
            if (line.startsWith("flags:")) {
                return Integer.parseInt(line.substring("flags:".length()).trim(), OCTAL);
            }
        }
        throw new IOException("no flags of fd " + number);
    }
}
