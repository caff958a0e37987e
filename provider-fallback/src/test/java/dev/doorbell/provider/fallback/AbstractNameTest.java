package dev.doorbell.provider.fallback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.Listener;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A UNIX spec with a name in Linux's abstract namespace. */
@Timeout(30)
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has abstract names")
class AbstractNameTest {
    private static final String UNIQUE = "doorbell-" + ProcessHandle.current().pid();

    @ParameterizedTest
    @ValueSource(strings = {"", "/with/slashes", " with blanks", "-\u00e9\u4e16", "@@"})
    void the_kernel_has_the_very_name_and_a_client_reaches_it(String suffix) throws Exception {
        String name = UNIQUE + suffix;
        try (Listener control = bind(name)) {
            assertThat(control.address()).hasToString("Optional[@" + name + "]");
            // the kernel shows a NUL as an @, at the beginning and, of a name that is wrongly terminated, at the end
            assertThat(namesOfTheKernel()).contains("@" + name).doesNotContain("@" + name + "@");
            int client = LibC.connected("@" + name);
            try (SocketChannel accepted = control.serverSocketChannel().accept()) {
                assertThat(accepted.isConnected()).isTrue();
            }
            LibC.INSTANCE.close(client);
        }
    }

    @Test
    void a_name_that_is_taken_is_told() throws Exception {
        try (Listener first = bind(UNIQUE)) {
            String spec = "control=unix:" + first.address().orElseThrow();
            OpenDescriptors.assertNoneLeftBy(() -> assertThatThrownBy(() -> Fallback.bind(spec))
                    .isInstanceOf(BindException.class)
                    .hasMessageStartingWith("cannot bind @" + UNIQUE + " for the spec " + spec + ": Address already in")
                    .hasMessageContaining("(EADDRINUSE). Stop the program that listens there"));
        }
    }

    @Test
    void closing_frees_the_name() throws Exception {
        bind(UNIQUE).close();
        bind(UNIQUE).close();
        assertThat(namesOfTheKernel()).doesNotContain("@" + UNIQUE);
    }

    @Test
    void the_longest_name_is_bound() throws Exception {
        bind("x".repeat(107)).close();
    }

    @Test
    void a_longer_name_is_told_with_its_length_and_the_most() {
        assertThatThrownBy(() -> bind("\u00e9".repeat(54)))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("for the spec control=unix:@")
                .hasMessageEndingWith(": it has 108 bytes, and at most 107 fit. Use a shorter one.");
    }

    private static Listener bind(String name) throws IOException {
        return Fallback.bindAll(ListenerSpec.of("control", Kind.UNIX_STREAM, new Address.Abstract(name)))
                .get(0);
    }

    private static List<String> namesOfTheKernel() throws IOException {
        // Num RefCount Protocol Flags Type St Inode, and the name up to the end
        return Files.readAllLines(Path.of("/proc/net/unix"), ISO_8859_1).stream()
                .map(line -> new String(line.getBytes(ISO_8859_1), UTF_8))
                .map(line -> line.replaceFirst("^\\S+( +\\S+){6} ?", ""))
                .toList();
    }
}
