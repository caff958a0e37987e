package dev.doorbell.e2e.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.Ports;
import dev.doorbell.e2e.fixture.Ran;
import dev.doorbell.e2e.fixture.systemd.EchoService;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.needs.Needs;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The private systemd itself: it runs a real systemd, and leaves nothing behind. */
@Needs({"python3", "private systemd"})
class PrivateSystemdIT {
    @Test
    void nothing_of_it_stays() throws Exception {
        String mounts = Files.readString(Path.of("/proc/self/mountinfo"));
        long init;
        String group;
        try (PrivateSystemd systemd = PrivateSystemd.boot()) {
            init = systemd.init();
            group = group(init);
            systemd.install("sleep.service", "[Service]\nExecStart=/bin/sleep 600\n");
            systemd.reload();
            systemd.systemctl("start", "sleep.service");
            assertThat(systemd.show("sleep.service", "ActiveState")).isEqualTo("active");
            assertThat(systemd.run(List.of("cat", "/proc/1/comm"))).containsExactly("systemd");
            assertThat(groupsNamed(group)).as("while it runs").isNotEmpty();
        }
        assertThat(Path.of("/proc/" + init)).doesNotExist();
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).isEqualTo(mounts);
        assertThat(groupsNamed(group)).isEmpty();
    }

    @Test
    void with_the_network_of_this_machine_the_test_is_a_client_itself() throws Exception {
        int port = Ports.free();
        Path setting = Path.of("/proc/sys/net/unix/max_dgram_qlen");
        String before = Files.readString(setting);
        try (PrivateSystemd systemd = PrivateSystemd.withHostNetwork()) {
            EchoService.install(systemd, "echo", "echo")
                    .with("echo", "ListenStream=127.0.0.1:" + port)
                    .listening();
            Echo.overTcp(Ports.local(port));
        }
        assertThat(Files.readString(setting))
                .as("the limit that systemd would raise")
                .isEqualTo(before);
        assertThatThrownBy(() -> Echo.overTcp(Ports.local(port))).isInstanceOf(ConnectException.class);
    }

    /** Returns the first control group of a process, which is that of its whole system. */
    private static String group(long init) throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/" + init + "/cgroup"))) {
            if (line.startsWith("0::/")) {
                return line.split("/", -1)[1];
            }
        }
        throw new AssertionError("no group of " + init);
    }

    private static List<String> groupsNamed(String name) throws Exception {
        String find = "mount -t cgroup2 cgroup2 /mnt && find /mnt -name " + name;
        return Ran.run(List.of("unshare", "--mount", "sh", "-c", find)).out();
    }

    @Test
    void a_root_without_systemd_is_told_with_what_the_console_said(@TempDir Path root) throws Exception {
        assertThatThrownBy(() -> PrivateSystemd.bootFrom(root).close())
                .hasMessageContaining("systemd did not boot")
                .hasMessageContaining("there is no systemd in " + root);
    }
}
