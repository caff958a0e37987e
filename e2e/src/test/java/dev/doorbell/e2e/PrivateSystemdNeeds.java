package dev.doorbell.e2e;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Whether this machine can boot a {@link PrivateSystemd}. */
public final class PrivateSystemdNeeds {
    /** The steps of a boot that a machine may forbid, in a moment's namespaces. */
    private static final String TRIAL = """
            set -e
            mount -t tmpfs tmpfs /mnt
            mkdir /mnt/upper /mnt/work /mnt/root
            mount -t overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work overlay /mnt/root
            mount -t proc proc /mnt/root/proc
            mount -t sysfs -o ro sysfs /mnt/root/sys
            mount -t cgroup2 cgroup2 /mnt/root/sys/fs/cgroup
            """;

    private static final Optional<String> MISSING = find();

    private PrivateSystemdNeeds() {}

    /** {@return why not; empty where it can} */
    public static Optional<String> missing() {
        return MISSING;
    }

    private static Optional<String> find() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("no root to boot it");
        }
        for (String file : List.of("/usr/bin/nsenter", "/usr/bin/unshare", "/usr/lib/systemd/systemd")) {
            if (!new File(file).canExecute()) {
                return Optional.of("no " + file);
            }
        }
        return refused();
    }

    private static Optional<String> refused() {
        try {
            Ran trial = Ran.run(List.of(
                    "unshare",
                    "--mount",
                    "--pid",
                    "--cgroup",
                    "--uts",
                    "--ipc",
                    "--net",
                    "--propagation",
                    "private",
                    "--fork",
                    "--kill-child",
                    "sh",
                    "-c",
                    TRIAL));
            return trial.status() == 0 ? Optional.empty() : Optional.of(String.join(" ", trial.err()));
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
