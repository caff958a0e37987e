package dev.doorbell.e2e.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.SmallProgram;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.e2e.programs.Notifying;
import dev.doorbell.needs.Needs;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Notifications through the descriptor of {@code OpenFile=}: without JNA and jnr-unixsocket, with native access denied where
 * the JDK can deny it, and in a sandbox that lets the program open no UNIX socket.
 */
@Timeout(120)
@Needs({"python3", "private systemd", "newer systemd"})
class OpenFileIT {
    private static final String UNIT = "told.service";
    private static final String END = "/run/end";
    private static final int FIRST_THAT_DENIES = 24;
    private static final String NOTIFICATIONS =
            "Notifications: to systemd through fd 4, which it connected by OpenFile=.";

    @Booted(newer = true)
    private static PrivateSystemd systemd;

    @AfterEach
    void end() throws Exception {
        Files.writeString(systemd.path(END), "");
        systemd.runAnyway(List.of("systemctl", "stop", UNIT));
        Files.delete(systemd.path(END));
    }

    @Test
    void everything_is_notified_without_native_code() throws Exception {
        install(
                "Type=notify-reload",
                Set.of(),
                Runtime.version().feature() < FIRST_THAT_DENIES ? List.of() : List.of("--illegal-native-access=deny"));

        systemd.systemctl("log-level", "debug");
        systemd.systemctl("start", UNIT);
        systemd.systemctl("log-level", "info");

        Eventually.becomesTrue(
                "the console has EXTEND_TIMEOUT_USEC",
                () -> String.join("\n", systemd.log()).contains("EXTEND_TIMEOUT_USEC=60000000"));
        assertThat(systemd.show(UNIT, "ActiveState")).as("READY=1").isEqualTo("active");
        systemd.awaitState(UNIT, "StatusText", "serving");
        systemd.awaitPrinted(UNIT, "native libraries: []");
        assertThat(systemd.journal(UNIT))
                .contains("stored: false")
                .anyMatch(line -> line.startsWith(NOTIFICATIONS))
                .filteredOn(line -> line.contains("A notification is not sent, and the program continues: "))
                .as("warnings of the descriptor, which takes native code")
                .hasSize(1);
        isKeptAlive();
        systemd.systemctl("daemon-reexec");
        isKeptAlive();
        reloads();
        stops();
    }

    @Test
    void a_descriptor_for_the_store_goes_the_same_way_where_native_code_is_allowed() throws Exception {
        install("Type=notify", Set.of("jna"), List.of());

        systemd.systemctl("start", UNIT);

        systemd.awaitPrinted(UNIT, "stored: true");
        assertThat(systemd.show(UNIT, "NFileDescriptorStore")).isEqualTo("1");
        assertThat(systemd.journal(UNIT)).anyMatch(line -> line.matches(NOTIFICATIONS + " Descriptors go through .*"));
    }

    private static void reloads() throws Exception {
        systemd.systemctl("reload", UNIT);
        assertThat(systemd.show(UNIT, "ReloadResult")).isEqualTo("success");
        systemd.awaitPrinted(UNIT, "reloads");
    }

    private static void isKeptAlive() throws Exception {
        String first = systemd.show(UNIT, "WatchdogTimestampMonotonic");
        Eventually.becomesTrue(
                "WATCHDOG=1",
                () -> !systemd.show(UNIT, "WatchdogTimestampMonotonic").equals(first));
    }

    /** The signal is not that of a stop, so only the message tells systemd that the service stops. */
    private static void stops() throws Exception {
        systemd.systemctl("kill", "--signal=TERM", UNIT);
        systemd.awaitState(UNIT, "ActiveState", "deactivating");
        Files.writeString(systemd.path(END), "");
        systemd.awaitState(UNIT, "ActiveState", "inactive");
        assertThat(systemd.show(UNIT, "Result")).isEqualTo("success");
    }

    private static void install(String type, Set<String> libraries, List<String> options) throws Exception {
        List<String> command = SmallProgram.bare(libraries, options, Notifying.class, END);
        systemd.install("told.socket", "[Socket]\nListenStream=127.0.0.1:9323\nFileDescriptorName=web\n");
        systemd.install(UNIT, """
                [Service]
                %s
                NotifyAccess=main
                RestrictAddressFamilies=~AF_UNIX
                OpenFile=/run/systemd/notify:doorbell-notify:graceful
                WatchdogSec=4
                FileDescriptorStoreMax=1
                ExecStart=%s
                """.formatted(type, String.join(" ", command)));
        systemd.reload();
        systemd.systemctl("start", "told.socket");
    }
}
