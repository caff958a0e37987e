package dev.doorbell.e2e.units;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.EchoService;
import dev.doorbell.e2e.fixture.systemd.EchoUnits;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.needs.Needs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service for each kind, from its spec only: the first client starts it in its sandbox, and is served. */
@Needs({"ip", "python3", "private systemd"})
@Timeout(180)
class GeneratedKindsIT {

    @Booted
    private static PrivateSystemd systemd;

    @TempDir
    private Path folder;

    @BeforeAll
    static void prepare() throws Exception {
        EchoUnits.putJar(systemd);
        Files.createDirectory(systemd.path("/run/clients"));
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:9401, TCP, 127.0.0.1:9401, tcp 127.0.0.1 9401",
        "tcp://[::1]:9401, TCP, [::1]:9401, tcp ::1 9401",
        "tcp4://*:9402, TCP, 0.0.0.0:9402, tcp 127.0.0.1 9402",
        "tcp6://*:9402, TCP, [::]:9402, tcp ::1 9402",
        "udp://127.0.0.1:9401, UDP, 127.0.0.1:9401, udp 127.0.0.1 9401",
        "udp6://[::1]:9401, UDP, [::1]:9401, udp ::1 9401",
        "unix:///run/kinds/s, UNIX_STREAM, /run/kinds/s, stream /run/kinds/s",
        "unix:@kinds, UNIX_STREAM, @kinds, stream @kinds",
        "unixpacket:///run/kinds/p, UNIX_SEQPACKET, /run/kinds/p, seqpacket /run/kinds/p",
        "unixpacket:@kinds.p, UNIX_SEQPACKET, @kinds.p, seqpacket @kinds.p",
        "unixgram:@kinds.g, UNIX_DATAGRAM, @kinds.g, answered @kinds.g /run/clients",
        "fifo:///run/kinds/f, FIFO, /run/kinds/f, write /run/kinds/f",
        "mqueue:///kinds, MESSAGE_QUEUE, /kinds, mqueue_send /kinds 2",
        "netlink:route/1, NETLINK, null, route"
    })
    void the_first_client_starts_it_and_is_served(String uri, String kind, String address, String client)
            throws Exception {
        String name = "kind" + Integer.toHexString(uri.hashCode());
        Generated.listening(
                systemd,
                Generated.units(folder, name, "x=" + uri, "--", "/usr/bin/java", "-jar", EchoUnits.JAR, "x=" + uri));
        assertThat(systemd.show(name + ".service", "ActiveState")).isEqualTo("inactive");
        use(client.split(" ", -1));
        assertThat(EchoService.described(systemd, name + ".service")).containsExactly("x " + kind + " 3 " + address);
        if (kind.equals("FIFO") || kind.equals("MESSAGE_QUEUE")) {
            String received = Base64.getEncoder().encodeToString("mm".getBytes(StandardCharsets.US_ASCII));
            systemd.awaitJournal(name + ".service", "\"received\":\"" + received + "\"");
        }
        systemd.systemctl("stop", name + ".service", name + ".socket");
        assertThat(systemd.show(name + ".service", "Result")).isEqualTo("success");
    }

    private static void use(String[] client) throws Exception {
        switch (client[0]) {
            case "write" -> systemd.run(List.of("sh", "-c", "printf mm >" + client[1]));
            // causes a message to the group of links, without a driver that a machine may lack
            case "route" -> systemd.network("link", "set", "lo", "mtu", "60000");
            // the account of the service must be able to write to the client's path
            case "answered" -> {
                List<String> command = new ArrayList<>(List.of("sh", "-c", "umask 0 && exec \"$@\"", "sh"));
                command.addAll(Clients.command("unixgram", client[1], client[2]));
                systemd.run(command);
            }
            default ->
                systemd.client(
                        client[0], List.of(client).subList(1, client.length).toArray(new String[0]));
        }
    }
}
