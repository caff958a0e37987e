package dev.doorbell.e2e.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.EchoUnits;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.needs.Needs;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sandboxes in which JNA cannot unpack its native library or load the unpacked file, and the options that help. */
@Needs({"python3", "private systemd"})
@Timeout(180)
class JnaLibraryIT {
    private static final String INSTALLED = "/opt/jna";
    private static final String JAVA = "ExecStart=/usr/bin/java ";
    private static final String JNA =
            " -Ddoorbell.access=jna -cp /opt/echo/echo-daemon.jar dev.doorbell.examples.echo.Main control\n";

    @TempDir
    private static Path directory;

    @Booted
    private static PrivateSystemd systemd;

    /** A setting of a unit for the temporary folder, and the error of JNA. */
    enum Folder {
        READ_ONLY("User=daemon\nProtectSystem=strict", "JNA temporary directory '/tmp' is not writable"),
        NOEXEC("User=daemon\nTemporaryFileSystem=/tmp:noexec,mode=1777", "failed to map segment from shared object"),
        PRIVATE_AND_NOEXEC("DynamicUser=yes\nNoExecPaths=/tmp /var/tmp", "failed to map segment from shared object"),
        FULL("User=daemon\nTemporaryFileSystem=/tmp:size=4k,mode=1777", "No space left on device");

        private final String settings;
        private final String reason;

        Folder(String settings, String reason) {
            this.settings = settings + "\n";
            this.reason = reason;
        }
    }

    @BeforeAll
    static void prepare() throws Exception {
        EchoUnits.putJar(systemd);
        systemd.put(library(), INSTALLED + "/libjnidispatch.so");
        systemd.install(EchoUnits.FOLDER.resolve("echo-control.socket"));
        use(JAVA + JNA);
        systemd.systemctl("start", "echo-control.socket");
    }

    /** Extracts the native library from the jar of JNA that is in echo-daemon.jar. */
    private static Path library() throws Exception {
        String architecture = System.getProperty("os.arch").replace("amd64", "x86-64");
        Path library = directory.resolve("libjnidispatch.so");
        try (ZipFile jar = new ZipFile(Paths.jna().toFile())) {
            ZipEntry entry = jar.getEntry("com/sun/jna/linux-" + architecture + "/libjnidispatch.so");
            try (InputStream content = jar.getInputStream(entry)) {
                Files.copy(content, library);
            }
        }
        return library;
    }

    @AfterEach
    void stop() throws Exception {
        systemd.runAnyway(List.of("systemctl", "stop", "echo.service"));
        systemd.runAnyway(List.of("systemctl", "reset-failed"));
        systemd.runAnyway(List.of("journalctl", "--rotate", "--vacuum-time=1ms"));
    }

    @ParameterizedTest
    @EnumSource(Folder.class)
    void the_message_says_what_failed_and_how_to_fix_it(Folder folder) throws Exception {
        use(folder.settings + JAVA + JNA);
        systemd.runAnyway(List.of("systemctl", "start", "echo.service"));
        systemd.awaitState("echo.service", "Result", "exit-code");

        systemd.awaitJournal("echo.service", "no way into the JDK is open");
        assertThat(String.join("\n", systemd.journal("echo.service")))
                .contains(folder.reason)
                .contains("Set -Djna.tmpdir=DIR to a folder that is writable, has room and is not mounted noexec")
                .contains("CacheDirectory=NAME and -Djna.tmpdir=%C/NAME), or -Djna.boot.library.path=DIR to one with")
                .doesNotContain("add net.java.dev.jna:jna");
    }

    @ParameterizedTest
    @EnumSource(Folder.class)
    void a_folder_of_the_units_own_is_a_way_out(Folder folder) throws Exception {
        assertServes(folder.settings + "CacheDirectory=echo\n" + JAVA + "-Djna.tmpdir=%C/echo" + JNA);
    }

    @ParameterizedTest
    @EnumSource(Folder.class)
    void a_library_that_was_unpacked_beforehand_is_another(Folder folder) throws Exception {
        assertServes(folder.settings + JAVA + "-Djna.boot.library.path=" + INSTALLED + JNA);
    }

    @ParameterizedTest
    @EnumSource(Folder.class)
    void what_needs_no_jna_does_not_notice(Folder folder) throws Exception {
        assertServes(folder.settings + JAVA + "-jar /opt/echo/echo-daemon.jar control\n");
    }

    private static void assertServes(String service) throws Exception {
        use(service);
        systemd.systemctl("start", "echo.service");
        systemd.awaitJournal("echo.service", "ready");
        Echo.overUnix(systemd.path("/run/echo.sock"));
    }

    private static void use(String service) throws Exception {
        systemd.install("echo.service", "[Service]\nSuccessExitStatus=143\n" + service);
        systemd.reload();
    }
}
