package dev.doorbell.e2e.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Names;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Terminal;
import dev.doorbell.e2e.fixture.Trials;
import dev.doorbell.e2e.fixture.Way;
import dev.doorbell.needs.Needs;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds that Doorbell binds itself. */
class BoundKindsIT extends KindsContract {
    @Override
    Way way() {
        return Way.FALLBACK;
    }

    @ParameterizedTest
    @ValueSource(strings = {"unixpacket", "unixgram", "fifo"})
    void a_file_has_the_mode_that_was_asked_for_whatever_the_umask_is(String scheme) throws Exception {
        for (String mode : List.of("rw-------", "rw-rw-rw-")) {
            Path path = directory.resolve("file");
            String octal = mode.equals("rw-------") ? "0600" : "0666";
            try (Program daemon = start("x=" + scheme + "://" + path + "?mode=" + octal)) {
                daemon.outUntil("ready");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .isEqualTo(mode);
                assertThat(daemon.terminate()).isZero();
            }
            assertThat(exists(path)).isFalse();
        }
    }

    @Test
    void a_fifo_that_is_there_is_used_and_stays() throws Exception {
        Path path = directory.resolve("fifo");
        makeFifo(path);
        serve(Trials.fifo(path));
        assertThat(exists(path)).isTrue();
    }

    @Test
    void a_fifo_that_is_there_with_another_mode_is_an_error_and_stays() throws Exception {
        Path path = directory.resolve("fifo");
        makeFifo(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
        assertFails("x=fifo://" + path + "?mode=0600", "mode 0640, not 0600");
        assertThat(Files.getPosixFilePermissions(path)).isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fifo", "unixpacket", "unixgram"})
    void a_regular_file_in_the_place_is_an_error_and_stays(String scheme) throws Exception {
        Path path = Files.writeString(directory.resolve("file"), "precious");
        assertFails("x=" + scheme + "://" + path, path.toString());
        assertThat(path).hasContent("precious");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fifo", "unixpacket", "unixgram"})
    void a_link_in_the_place_is_an_error_and_stays_with_what_it_leads_to(String scheme) throws Exception {
        Path fifo = directory.resolve("fifo");
        makeFifo(fifo);
        Path link = Files.createSymbolicLink(directory.resolve("link"), fifo);
        assertFails("x=" + scheme + "://" + link, link.toString());
        assertThat(Files.readSymbolicLink(link)).isEqualTo(fifo);
        assertThat(exists(fifo)).isTrue();
        Path dangling = Files.createSymbolicLink(directory.resolve("dangling"), directory.resolve("nothing"));
        assertFails("x=" + scheme + "://" + dangling, dangling.toString());
        assertThat(Files.isSymbolicLink(dangling)).isTrue();
        assertThat(Files.exists(directory.resolve("nothing"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }

    @Test
    void a_file_that_is_not_special_is_an_error() throws Exception {
        Path path = Files.writeString(directory.resolve("file"), "precious");
        assertFails("x=special://" + path, "not a character device or a file of /proc or /sys");
        assertFails("x=special://" + directory.resolve("nothing"), "No such file or directory");
        assertThat(path).hasContent("precious");
    }

    @Test
    void a_terminal_is_found_through_a_link() throws Exception {
        try (Terminal terminal = Terminal.in(directory);
                Program daemon = start("x=special://" + terminal.link())) {
            daemon.outUntil("ready");
            assertThat(exists(terminal.link())).isTrue();
            assertThat(daemon.terminate()).isZero();
            assertThat(exists(terminal.link())).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unixpacket", "unixgram"})
    void a_live_socket_stays_and_a_stale_one_is_replaced(String scheme) throws Exception {
        Path path = directory.resolve("s");
        String spec = "x=" + scheme + "://" + path;
        try (Program first = start(spec)) {
            first.outUntil("ready");
            assertFails(spec, "in use");
            assertThat(exists(path)).isTrue();
        }
        assertThat(exists(path)).as("left by a program that was killed").isTrue();
        try (Program next = start(spec)) {
            next.outUntil("ready");
            assertThat(next.terminate()).isZero();
        }
        assertThat(exists(path)).isFalse();
    }

    @Test
    void a_queue_with_a_message_in_it_stays() throws Exception {
        String name = "/" + Names.unique("full");
        Clients.run("mqueue_make", name, "4", "16");
        try {
            Clients.run("mqueue_send", name, "1");
            assertThat(Clients.run("mqueue_look", name)).containsExactly("1 600");
            try (Program daemon = start("x=mqueue://" + name)) {
                daemon.outUntil("{\"name\":\"x\",\"received\":\"bQ==\"}");
                assertThat(daemon.terminate()).isZero();
            }
            assertThat(Clients.run("mqueue_look", name))
                    .as("the file that existed before")
                    .containsExactly("0 600");
        } finally {
            Clients.run("mqueue_remove", name);
        }
    }

    @Test
    void a_queue_that_is_made_has_the_mode_that_was_asked_for() throws Exception {
        String name = "/" + Names.unique("mode");
        try (Program daemon = start("x=mqueue://" + name + "?mode=0666")) {
            daemon.outUntil("ready");
            assertThat(Clients.run("mqueue_look", name)).containsExactly("0 666");
            assertThat(daemon.terminate()).isZero();
            assertThat(Clients.run("mqueue_look", name)).containsExactly("gone");
        } finally {
            Clients.run("mqueue_remove", name);
        }
    }

    @Test
    @Needs("prlimit")
    void a_queue_beyond_the_limit_of_its_user_says_which_limit() throws Exception {
        List<String> limited = List.of("prlimit", "--msgqueue=1000", "--");
        String spec = "x=mqueue:///" + Names.unique("limited");
        try (Program daemon = Program.start(EchoDaemon.command(limited, List.of(), spec))) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(String.join("\n", daemon.err())).contains("EMFILE", "LimitMSGQUEUE=");
        }
    }

    @Test
    void an_unknown_netlink_family_is_told_with_those_that_are_known() throws Exception {
        assertFails("x=netlink:nonsense/1", "unknown netlink family \"nonsense\"", "kobject-uevent");
    }

    private static void makeFifo(Path path) throws Exception {
        try (Program mkfifo = Program.start(List.of("mkfifo", path.toString()))) {
            assertThat(mkfifo.exitCode()).isZero();
        }
    }

    private static Program start(String spec) throws Exception {
        return Program.start(EchoDaemon.command(spec));
    }

    private static void assertFails(String spec, String... said) throws Exception {
        try (Program daemon = start(spec)) {
            assertThat(daemon.exitCode()).as("%s", daemon.out()).isEqualTo(1);
            assertThat(String.join("\n", daemon.err())).contains(said).doesNotContain("\tat ");
            assertThat(daemon.out()).isEmpty();
        }
    }
}
