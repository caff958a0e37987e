package dev.doorbell.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The private systemd itself: it is one, and nothing of it stays. */
@Needs({"python3", "private systemd"})
class PrivateSystemdIT {
    @Test
    void nothing_of_it_stays() throws Exception {
        String mounts = Files.readString(Path.of("/proc/self/mountinfo"));
        long init;
        try (PrivateSystemd systemd = PrivateSystemd.boot()) {
            init = systemd.init();
            systemd.install("sleep.service", "[Service]\nExecStart=/bin/sleep 600\n");
            systemd.reload();
            systemd.systemctl("start", "sleep.service");
            assertThat(systemd.show("sleep.service", "ActiveState")).isEqualTo("active");
            assertThat(systemd.run(List.of("cat", "/proc/1/comm"))).containsExactly("systemd");
            assertThat(groups()).as("while it runs").isNotEmpty();
        }
        assertThat(Path.of("/proc/" + init)).doesNotExist();
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).isEqualTo(mounts);
        assertThat(groups()).isEmpty();
    }

    /** The control groups of private systemds on this machine, which runs one at a time. */
    private static List<String> groups() throws Exception {
        return Ran.run(List.of(
                        "unshare",
                        "--mount",
                        "sh",
                        "-c",
                        "mount -t cgroup2 cgroup2 /mnt && find /mnt -name 'doorbell-*' -prune"))
                .out();
    }

    @Test
    void a_root_without_systemd_is_told_with_what_the_console_said(@TempDir Path root) throws Exception {
        for (String folder : List.of("tmp", "run", "proc", "sys/fs/cgroup", "dev", "usr/lib/systemd/system", "etc")) {
            Files.createDirectories(root.resolve(folder));
        }
        assertThatThrownBy(() -> PrivateSystemd.bootFrom(root).close())
                .hasMessageContaining("systemd did not boot")
                .hasMessageContaining("No such file or directory");
    }
}
