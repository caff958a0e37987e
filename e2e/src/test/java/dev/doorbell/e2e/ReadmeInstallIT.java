package dev.doorbell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.e2e.fixture.systemd.UserManager;
import dev.doorbell.needs.Needs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * README's way from its program to a service that is installed, running and removed again: its own commands, as they stand.
 * Those of its first block, which install a JDK and build Doorbell, are the build's that this test is part of.
 */
@Needs({"awk", "curl", "python3", "setpriv", "socat", "systemd-analyze", "private systemd"})
@Timeout(180)
@Tag("once")
class ReadmeInstallIT {
    private static final String CHECKOUT = "/srv/doorbell";
    private static final String JAR = "Its jar";
    private static final String SYSTEM = "For the whole system";
    private static final String USER = "For one user, without root";

    @Booted
    private static PrivateSystemd systemd;

    private static UserManager user;

    @BeforeAll
    static void prepare() throws Exception {
        user = UserManager.start(systemd);
        user.settle();
        checkOut();
        run(block(JAR, 0));
    }

    /** What the build leaves in a checkout, for anybody to read. */
    private static void checkOut() throws Exception {
        systemd.put(Paths.ROOT.resolve("README.md"), CHECKOUT + "/README.md");
        List<Path> jars = List.of(
                Path.of(Paths.DOORBELL_COMMAND),
                Paths.jar("api"),
                Paths.jar("descriptors"),
                Paths.jar("provider-systemd"),
                Paths.jar("provider-launchd"),
                Paths.jar("provider-fallback"));
        Path root = Paths.ROOT.toRealPath();
        for (Path jar : jars) {
            systemd.put(jar, CHECKOUT + "/" + root.relativize(jar.toRealPath()));
        }
    }

    @Test
    void a_service_of_the_system() throws Exception {
        assertThat(Readme.blocks(SYSTEM, "sh")).hasSize(4);
        assertThat(String.join("\n", run(block(SYSTEM, 0)))).contains("hello/units/hello.service");
        assertThat(run("cat hello/units/hello-http.socket"))
                .isEqualTo(Readme.blocks(SYSTEM, "ini").get(0).lines().toList());
        assertThat(run(block(SYSTEM, 1))).containsExactly("inactive", "hello", "hello, operator", "active");
        assertThat(String.join("\n", run(block(SYSTEM, 2))))
                .contains(
                        "\"http\" (TCP 127.0.0.1:8080",
                        " from systemd",
                        "/run/hello/control.sock hello-control.socket");
        run(block(SYSTEM, 3));
        assertThat(systemd.systemctl("list-units", "--all", "--no-legend", "hello*"))
                .isEmpty();
        assertThat(systemd.runAnyway(List.of("curl", "-s", "http://127.0.0.1:8080"))
                        .status())
                .isNotZero();
    }

    @Test
    void a_service_of_a_user() throws Exception {
        assertThat(Readme.blocks(USER, "sh")).hasSize(3);
        assertThat(String.join("\n", user.run(script(block(USER, 0))))).contains("/.config/systemd/user/hello.service");
        assertThat(user.run(script(block(USER, 1)))).containsExactly("inactive", "hello", "hello, operator", "active");
        user.run(script(block(USER, 2)));
        assertThat(user.systemctl("list-units", "--all", "--no-legend", "hello*"))
                .isEmpty();
    }

    private static String block(String heading, int number) throws Exception {
        return Readme.blocks(heading, "sh").get(number);
    }

    private static List<String> run(String commands) throws Exception {
        return systemd.run(script(commands));
    }

    /** In the checkout, with the JDK of the tests, and where there is nobody to be but root. */
    private static List<String> script(String commands) {
        String before =
                "set -e; cd " + CHECKOUT + "; PATH=" + Path.of(Paths.JAVA).getParent() + ":$PATH; sudo() { \"$@\"; }\n";
        return List.of("bash", "-c", before + commands);
    }
}
