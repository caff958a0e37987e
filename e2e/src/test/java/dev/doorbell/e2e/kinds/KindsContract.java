package dev.doorbell.e2e.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Names;
import dev.doorbell.e2e.fixture.Received;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.e2e.fixture.Terminal;
import dev.doorbell.e2e.fixture.Trial;
import dev.doorbell.e2e.fixture.Trials;
import dev.doorbell.e2e.fixture.Way;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract for the kinds other than TCP, UDP and a UNIX stream, for each provider. */
@Timeout(120)
@Needs({"cc", "python3", "socat"})
abstract class KindsContract {
    @TempDir
    Path directory;

    abstract Way way();

    /** Returns the command before that of java, such as env(1). */
    List<String> before() {
        return List.of();
    }

    @Test
    void seqpacket_by_path_keeps_records_apart() throws Exception {
        Path path = directory.resolve("seqpacket");
        serve(Trials.seqpacket(path));
        assertThat(exists(path)).isEqualTo(way().inherits());
    }

    @Test
    void seqpacket_by_abstract_name() throws Exception {
        serve(Trials.seqpacket(Names.unique("packets")));
    }

    @Test
    void datagrams_by_path_are_answered_to_clients_of_every_name() throws Exception {
        Path path = directory.resolve("datagrams");
        serve(Trials.datagrams(path, directory));
        assertThat(exists(path)).isEqualTo(way().inherits());
    }

    @Test
    void datagrams_by_abstract_name() throws Exception {
        serve(Trials.datagrams(Names.unique("datagrams"), directory));
    }

    @Test
    void a_fifo_does_not_end_with_its_writers_and_is_waited_for_in_peace() throws Exception {
        Path path = directory.resolve("fifo");
        Trial trial = Trials.fifo(path);
        try (Started daemon = way().start(trial)) {
            trial.client().use(daemon);
            assertThat(Wakeups.inHalfASecond(daemon.program().pid(), "echo x"))
                    .as("reads that ended without any writer")
                    .isLessThan(3);
            assertThat(daemon.program().terminate()).isZero();
        }
        assertThat(exists(path)).isEqualTo(way().inherits());
    }

    @Test
    void a_terminal_is_read() throws Exception {
        try (Terminal terminal = Terminal.in(directory)) {
            serve(Trials.terminal(terminal));
        }
    }

    @Test
    void files_of_the_kernel_are_read() throws Exception {
        String file = "/proc/sys/kernel/ostype";
        Trial trial = new Trial("SPECIAL", "--special", file, "special://" + file, "\"" + file + "\"", daemon -> {
            Received.await(daemon, Files.readString(Path.of(file)));
        });
        serve(trial);
    }

    @Test
    void netlink_messages_are_read_one_by_one() throws Exception {
        serve(Trials.netlink());
    }

    @Test
    void messages_of_a_queue_are_read_one_by_one() throws Exception {
        String name = "/" + Names.unique("queue");
        try {
            serve(Trials.queue(name));
            // empty, and so removed if Doorbell created it
            assertThat(Clients.run("mqueue_look", name)).containsExactly(way().inherits() ? "0 600" : "gone");
        } finally {
            Clients.run("mqueue_remove", name);
        }
    }

    void serve(Trial trial) throws Exception {
        try (Started daemon = way().startBehind(before(), trial)) {
            trial.client().use(daemon);
            assertThat(daemon.program().terminate()).isZero();
        }
    }

    static boolean exists(Path path) throws IOException {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
