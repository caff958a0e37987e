package dev.doorbell.provider.systemd.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.spec.ListenerSpec;
import org.junit.jupiter.api.Test;

/** Descriptors that a spec means and cannot use. */
class WrongKindTest extends MatcherFixture {
    @Test
    void a_socket_that_does_not_listen_is_told_as_such_and_how_to_mend_it() {
        add(Passed.deafTcp(3, "web", "127.0.0.1", 80));
        assertWiring(WEB)
                .hasMessageContaining("expected a listener of kind TCP for the spec web=tcp://127.0.0.1:80")
                .hasMessageContaining("\"web\" (an IPv4 stream socket at 127.0.0.1:80, fd 3), which does not listen")
                .hasMessageContaining("Call listen(2)")
                .hasMessageContaining("ListenStream=")
                .hasMessageNotContaining("OTHER")
                .hasMessageNotContaining("scheme");
    }

    @Test
    void so_is_one_of_unix() {
        add(Passed.deafUnix(3, "control", CNumber.SOCK_STREAM, "/run/c.sock"));
        assertWiring(CONTROL).hasMessageContaining("a UNIX stream socket at /run/c.sock, fd 3), which does not listen");
    }

    @Test
    void so_is_one_of_seqpacket() {
        add(Passed.deafUnix(3, "control", CNumber.SOCK_SEQPACKET, "/run/c.sock"));
        assertWiring(ListenerSpec.parse("control=unixpacket:///run/c.sock"))
                .hasMessageContaining("which does not listen");
    }

    @Test
    void one_that_would_be_of_another_kind_if_it_listened_is_of_another_kind() {
        add(Passed.deafUnix(3, "web", CNumber.SOCK_STREAM, "/run/c.sock"));
        assertWiring(WEB).hasMessageContaining("a UNIX stream socket").hasMessageContaining("Change the spec's scheme");
    }

    @Test
    void a_connection_under_the_name_of_a_listener_points_to_accept_no() {
        add(Passed.connection(3, "web", "127.0.0.1", 80));
        assertWiring(WEB)
                .hasMessageContaining("expected a listener of kind TCP for the spec web=tcp://127.0.0.1:80")
                .hasMessageContaining("\"web\" (CONNECTION 127.0.0.1:80, fd 3)")
                .hasMessageContaining("Accept=no")
                .hasMessageContaining("Doorbell.connection()");
    }

    @Test
    void a_connection_is_of_another_kind_to_what_accepts_none() {
        add(Passed.connection(3, "web", "127.0.0.1", 80));
        assertWiring(ListenerSpec.parse("web=udp://127.0.0.1:80"))
                .hasMessageContaining("Change the spec's scheme")
                .hasMessageNotContaining("Accept=no");
    }

    @Test
    void a_bare_name_takes_them_as_they_are() {
        PassedDescriptor deaf = add(Passed.deafTcp(3, "web", "127.0.0.1", 80));
        PassedDescriptor connection = add(Passed.connection(4, "web", "127.0.0.1", 80));
        assertThat(match(BARE).found(BARE)).containsExactly(deaf, connection);
    }

    @Test
    void what_accept_yes_passes_at_the_address_of_a_spec_was_meant_to_be_its_listener() {
        add(Passed.connection(3, "connection", "127.0.0.1", 80));
        assertAmbiguous(WEB)
                .as("binding would fail with: address in use")
                .contains("\"connection\" (CONNECTION 127.0.0.1:80, fd 3)", "Accept=no");
    }

    @Test
    void a_socket_that_does_not_listen_at_the_address_of_a_spec_was_meant_for_it() {
        add(Passed.deafTcp(3, "other", "127.0.0.1", 80));
        assertAmbiguous(WEB).contains("does not listen");
    }

    @Test
    void neither_matters_to_a_spec_that_has_its_listener() {
        PassedDescriptor listener = add(Passed.tcp(3, "other", "127.0.0.1", 80));
        add(Passed.connection(4, "connection", "127.0.0.1", 80));
        add(Passed.deafTcp(5, "other", "127.0.0.1", 80));
        Assignment matched = match(WEB, ADMIN);
        assertThat(matched.found(WEB)).containsExactly(listener);
        assertThat(matched.ambiguity()).isEmpty();
    }

    @Test
    void a_connection_that_the_service_stored_leaves_it_to_bind_its_own_address() {
        add(Passed.connection(3, "stored", "127.0.0.1", 80));
        assertNothing(WEB);
    }
}
