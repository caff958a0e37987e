package dev.doorbell.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners of each kind, and of any name. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class EveryKindTest {
    private static final String SCRIPT = "echo $LISTEN_FDS $LISTEN_FDNAMES; exec sleep 100";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://127.0.0.1:0",
                "udp://127.0.0.1:0",
                "unix:",
                "unixpacket:",
                "unixgram:",
                "fifo:",
                "netlink:kobject-uevent/1"
            })
    void code_in_the_jvm_and_a_program_find_each_kind(String address) throws Exception {
        try (InProcess kit = Activated.inProcess().listen("a=" + address).start()) {
            for (int start = 0; start < 2; start++) {
                try (Listeners found = Doorbell.open("a")) {
                    assertThat(found.activated()).isTrue();
                    assertThat(found.get("a").kind())
                            .isEqualTo(kit.listeners().get(0).kind());
                }
            }
        }
        try (Activated app = Activated.command("sh", "-c", SCRIPT)
                .listen("a=" + address)
                .atOnce()
                .start()) {
            app.awaitOutput("1 a\n");
        }
    }

    @Test
    void a_name_is_free_from_the_files_of_the_kit() throws Exception {
        try (Activated app = Activated.command("sh", "-c", SCRIPT)
                .listen("notify=unix:")
                .listen("output=fifo:")
                .listen("with.dot=unix:")
                .atOnce()
                .start()) {
            app.awaitOutput("3 notify:output:with.dot\n");
            try (SocketChannel client = app.channel("notify")) {
                assertThat(client.isConnected()).isTrue();
            }
            assertThat(app.notifications()).isEmpty();
        }
    }
}
