package dev.doorbell.e2e.units;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Ran;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Unit files as {@code doorbell units} writes them to a folder. */
final class Generated {
    private Generated() {}

    /** Returns the files, those of the sockets first. */
    static List<Path> units(Path folder, String name, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Paths.JAVA, "-jar", Paths.DOORBELL_COMMAND, "units"));
        command.addAll(List.of("--target", "systemd", "--name", name, "--output", folder.toString()));
        command.addAll(List.of(arguments));
        Ran ran = Ran.run(command);
        assertThat(ran.status()).as(ran.toString()).isZero();
        return ran.out().stream().map(Path::of).toList();
    }

    /** Installs the files, and starts the sockets. */
    static void listening(PrivateSystemd systemd, List<Path> units) throws Exception {
        for (Path unit : units) {
            systemd.install(unit);
        }
        systemd.reload();
        for (Path unit : units.subList(0, units.size() - 1)) {
            systemd.systemctl("start", unit.getFileName().toString());
        }
    }
}
