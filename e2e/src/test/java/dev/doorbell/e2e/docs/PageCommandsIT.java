package dev.doorbell.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.e2e.fixture.systemd.UserManager;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands of the pages, unchanged, in a checkout of their own, under a private systemd, page by page. The commands
 * of a {@code console} block must print its text.
 */
@Needs({"awk", "curl", "python3", "setpriv", "socat", "systemd-analyze", "private systemd"})
@Timeout(180)
@Tag("once")
class PageCommandsIT {
    private static final String CHECKOUT = "/srv/doorbell";

    /** A shell as in a terminal, with aliases and job control. It runs as root, so sudo has nothing to do. */
    private static final String TERMINAL = "set -m; shopt -s expand_aliases; sudo() { \"$@\"; }; PATH=%s:$PATH; cd %s";

    @Booted
    private static PrivateSystemd systemd;

    private static UserManager user;

    @BeforeAll
    static void checkOut() throws Exception {
        user = UserManager.start(systemd);
        user.settle();
        systemd.run(List.of("bash", "-c", copies()));
    }

    /** Returns a command that copies the results of the build, JNA and Netty, readable to every user. */
    private static String copies() throws IOException {
        return "set -e; mkdir -p " + CHECKOUT + "/lib; cd " + Paths.ROOT.toRealPath()
                + "; cp -r --parents README.md docs examples/*/units */target/doorbell*.jar examples/*/target/*-daemon.jar "
                + CHECKOUT + "; cp " + libraries() + " " + CHECKOUT + "/lib";
    }

    private static String libraries() {
        return Paths.jars("(netty|jna)-.*").map(Path::toString).collect(Collectors.joining(" "));
    }

    static List<Page> pages() throws IOException {
        return Page.all().stream()
                .filter(page -> page.blocks().stream().anyMatch(Block::isCommands))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void they_do_what_the_page_says(Page page) throws Exception {
        try (Session ours = session(systemd.entering(List.of("bash")));
                Session users = session(user.entering(List.of("bash")))) {
            for (Block block : page.blocks()) {
                if (block.isFile()) {
                    save(block);
                } else if (block.isCommands()) {
                    run(block, block.isUsers() ? users : ours);
                }
            }
            assertThat(ours.hasJobs() || users.hasJobs())
                    .as("commands that the page does not end")
                    .isFalse();
        }
    }

    /** Starts a session with the commands that the index gives for all pages. */
    private static Session session(List<String> shell) throws Exception {
        Session session = Session.start(shell);
        session.run(TERMINAL.formatted(Path.of(Paths.JAVA).getParent(), CHECKOUT));
        for (Block block : Page.of("docs/README.md").blocks()) {
            if (block.isCommands()) {
                session.run(block.text());
            }
        }
        return session;
    }

    private static void save(Block file) throws IOException {
        Files.writeString(systemd.path(CHECKOUT + "/" + file.argument()), file.text());
    }

    private static void run(Block block, Session session) throws Exception {
        if (!block.isConsole()) {
            session.run(block.text());
            return;
        }
        for (Transcript transcript : Transcript.of(block)) {
            session.run(transcript);
        }
    }
}
