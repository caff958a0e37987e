package dev.doorbell.handover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.adoption.DescriptorClaim;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.InheritedHandle;
import dev.doorbell.descriptors.files.DescriptorPath;
import dev.doorbell.descriptors.jdk.PassedSocket;
import dev.doorbell.descriptors.jdk.RawSocket;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** FD_CLOEXEC is not set here (see {@link dev.doorbell.descriptors.posix.CloseOnExecTest}): the JDK itself closes everything above 2. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "lists /proc/self/fd")
@Timeout(30)
class ChildProcessTest {
    private final List<Channel> adopted = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void close() throws IOException {
        for (Channel channel : adopted) {
            channel.close();
        }
    }

    @Test
    void a_child_inherits_nothing_that_was_adopted_or_passed() throws Exception {
        for (PassedSocket socket : PassedSocket.values()) {
            adopt(socket.open(directory));
        }
        int notAdopted = RawSocket.tcp("127.0.0.1");
        try {
            assertThat(DescriptorPath.target(notAdopted)).asString().contains("socket:[");
            assertThat(RawSocket.isCloseOnExec(notAdopted)).isFalse();
            assertThat(descriptorsOfChild()).contains("0 -> ", "2 -> ").doesNotContain("socket:[");
        } finally {
            RawSocket.close(notAdopted);
        }
    }

    private void adopt(int number) throws IOException {
        DescriptorClaim claim = new DescriptorClaim(new Properties(), "fd", "a descriptor");
        InheritedHandle handle = new InheritedHandle(DescriptorFacts.of(number), claim);
        adopted.add(handle.open());
        handle.commit();
    }

    private static String descriptorsOfChild() throws Exception {
        Process child = new ProcessBuilder("ls", "-l", "/proc/self/fd")
                .redirectErrorStream(true)
                .start();
        String printed = new String(child.getInputStream().readAllBytes(), UTF_8);
        assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return printed;
    }
}
