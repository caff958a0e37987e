package dev.doorbell.units;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.needs.Needs;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The units, read by systemd's own verifier, which prints a line for each error. */
@Timeout(120)
@Tag("once")
@Needs("systemd-analyze")
class SystemdUnitsIT {
    @TempDir
    private Path scratch;

    private Path units;

    @BeforeEach
    void folder() throws IOException {
        units = Files.createDirectory(scratch.resolve("units"));
    }

    @Test
    void systemd_takes_every_kind_with_every_option() throws Exception {
        ServiceDeclaration all = Declared.echo()
                .command("/bin/sh")
                .listener(Matrix.systemd().toArray(ListenerSpec[]::new))
                .build();
        assertThat(verify("--system", written(all))).isEmpty();
    }

    @Test
    void systemd_takes_every_setting_of_a_service() throws Exception {
        for (ServiceDeclaration service : Matrix.settings()) {
            assertThat(verify("--system", written(service))).as(service.name).isEmpty();
        }
    }

    @Test
    void systemd_takes_the_units_of_one_user() throws Exception {
        ServiceDeclaration service = Declared.echo("http=tcp://*:8080", "control=unix:///tmp/x")
                .command("/bin/sh")
                .userUnit(true)
                .build();
        assertThat(verify("--user", written(service))).isEmpty();
    }

    @Test
    void systemd_takes_the_cache_folder_of_a_user_unit() throws Exception {
        ServiceDeclaration service = Declared.echo("http=tcp://*:8080")
                .startUp(StartUp.AUTO)
                .userUnit(true)
                .build();
        assertThat(verify("--user", written(service))).isEmpty();
    }

    @Test
    void a_mistake_would_be_found() throws Exception {
        List<Path> files =
                written(Declared.echo("a=tcp://*:80").command("/bin/sh").build());
        Files.writeString(files.get(0), Files.readString(files.get(0)).replace("ListenStream=80", "ListenStream=80x"));
        Files.writeString(files.get(1), Files.readString(files.get(1)).replace("ProtectHome=", "ProtectHouse="));
        assertThat(verify("--system", List.of(files.get(1)))).contains("ProtectHouse");
        assertThat(verify("--system", List.of(files.get(0)))).contains("80x");
    }

    @Test
    void systemd_finds_the_service_well_shut_in() throws Exception {
        List<Path> files =
                written(Declared.echo("a=tcp://*:80").command("/bin/sh").build());
        assertThat(Program.run(
                        scratch,
                        "systemd-analyze",
                        "--no-pager",
                        "security",
                        "--offline=yes",
                        files.get(1).toString()))
                .containsPattern("Overall exposure level for echo.service: [12]\\.[0-9] OK");
    }

    private List<Path> written(ServiceDeclaration service) throws IOException {
        List<Path> files = new ArrayList<>();
        for (UnitFile file : SystemdUnits.of(service)) {
            files.add(Files.writeString(units.resolve(file.name()), file.text()));
        }
        return files;
    }

    /**
     * Returns the output of the verifier, which exits with 0 even for a line that it does not understand; without that about
     * the line for systemd 253 and later.
     */
    private String verify(String manager, List<Path> files) throws Exception {
        // the manager of a user wants to know where that user's sockets are
        String analyze =
                "XDG_RUNTIME_DIR=\"$1\"; export XDG_RUNTIME_DIR; shift; systemd-analyze --no-pager \"$@\" || :";
        List<String> command = new ArrayList<>(List.of("sh", "-c", analyze, "sh", scratch.toString()));
        command.addAll(List.of("verify", manager, "--man=no"));
        files.forEach(file -> command.add(file.toString()));
        return Program.run(scratch, command.toArray(new String[0]))
                .replaceAll("(?m)^.*Unknown key 'OpenFile' in section \\[Service\\], ignoring\\.\\R?", "");
    }
}
