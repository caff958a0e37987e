package dev.doorbell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.spi.ActivationException;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** If opening fails, what was bound is gone, and what was inherited is as it was: claimed by nobody, and open. */
class FailureHalfWayTest {
    private static final String A = "a=special:///dev/a";
    private static final String B = "b=special:///dev/b";
    private static final String C = "c=special:///dev/c";

    private final FakeHandle a = new FakeHandle();
    private final FakeHandle b = new FakeHandle();
    private final FakeHandle c = new FakeHandle();
    private final FakeHandle other = new FakeHandle();
    private final FakeProvider manager =
            FakeProvider.manager().passes("a", a).passes("b", b).passes("other", other);
    private final FakeProvider fallback = FakeProvider.fallback().bindsTo("c", c);

    @Test
    void two_specs_of_one_name_are_refused_before_anything_is_asked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenCall.with(manager, fallback).open(A, B, "a=special:///dev/other"))
                .withMessage("Two specs have the name \"a\"." + " Give each spec its own name.");
        assertThat(manager.calls).isEmpty();
        assertThat(fallback.calls).isEmpty();
    }

    @Test
    void a_malformed_hand_over_is_not_papered_over_by_binding() {
        ActivationException malformed = new ActivationException("manager", "LISTEN_FDS is 1x.");
        manager.failing("claim", malformed);
        assertThatThrownBy(() -> OpenCall.with(manager, fallback).open(A)).isSameAs(malformed);
        assertThat(malformed.provider()).isEqualTo("manager");
        assertThat(fallback.calls).isEmpty();
    }

    @Test
    void a_claim_that_fails_is_not_papered_over_by_binding_either() {
        IOException refused = new IOException("EBADF");
        manager.failing("claim", refused);
        assertThatThrownBy(() -> OpenCall.with(manager, fallback).open(A)).isSameAs(refused);
        assertThat(fallback.calls).isEmpty();
    }

    @Test
    void a_bind_that_fails_releases_what_was_inherited() {
        BindException inUse = new BindException("Address already in use");
        fallback.failing("claim", inUse);
        assertThatThrownBy(() -> OpenCall.with(manager, fallback).open(A, B, C)).isSameAs(inUse);
        assertThat(a.calls).containsExactly("release");
        assertThat(b.calls).containsExactly("release");
        assertThat(other.calls).isEmpty();
    }

    static List<Throwable> failures() {
        return List.of(
                new IOException("EMFILE"),
                new UnsupportedOperationException("add jnr-unixsocket"),
                new NoClassDefFoundError("jnr/unixsocket/UnixDatagramChannel"),
                new OutOfMemoryError("unable to create native thread"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void the_third_channel_that_fails_releases_all_three(Throwable failure) {
        c.failing("open", failure);
        assertThatThrownBy(() -> OpenCall.with(manager, fallback)
                        .whenUnclaimed(WhenUnclaimed.CLOSE)
                        .open(A, B, C))
                .isSameAs(failure);
        assertThat(a.calls).containsExactly("open", "release");
        assertThat(b.calls).containsExactly("open", "release");
        assertThat(c.calls).containsExactly("open", "release");
        assertThat(other.calls).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void the_third_commit_that_fails_releases_all_three_and_stops_the_policy(Throwable failure) throws IOException {
        c.failing("commit", failure);
        ServerSocketChannel server = ServerSocketChannel.open().bind(null);
        FakeHandle rejected = new FakeHandle(server).failing("close", new IOException("EIO"));
        assertThatThrownBy(() -> OpenCall.with(manager.passes("rejected", rejected), fallback)
                        .whenUnclaimed(WhenUnclaimed.REJECT)
                        .open(A, B, C, "other"))
                .isSameAs(failure)
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .singleElement()
                        .asString()
                        .contains("EIO"));
        for (FakeHandle handle : List.of(a, b, c)) {
            assertThat(handle.calls).containsExactly("open", "commit", "release");
        }
        assertThat(rejected.calls).containsExactly("open", "commit", "close");
        server.close();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_release_that_fails_does_not_spare_the_others(Throwable failure) {
        IOException first = new IOException("EMFILE");
        a.failing("release", failure);
        c.failing("open", first);
        assertThatThrownBy(() -> OpenCall.with(manager, fallback).open(A, B, C))
                .isSameAs(first)
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).containsExactly(failure));
        assertThat(b.calls).containsExactly("open", "release");
        assertThat(c.calls).containsExactly("open", "release");
    }

    @Test
    void a_policy_that_fails_releases_what_was_opened() {
        IOException failure = new IOException("EIO");
        other.failing("close", failure);
        assertThatThrownBy(() -> OpenCall.with(manager, fallback)
                        .whenUnclaimed(WhenUnclaimed.CLOSE)
                        .open(A, B, C))
                .isSameAs(failure);
        assertThat(a.calls).containsExactly("open", "release");
        assertThat(c.calls).containsExactly("open", "release");
    }

    @Test
    void what_was_released_can_be_opened_by_the_next_call() throws IOException {
        c.failing("open", new IOException("EMFILE"));
        assertThatThrownBy(() -> OpenCall.with(manager, fallback).open(A, C)).hasMessage("EMFILE");
        FakeProvider again = FakeProvider.manager().passes("a", a);
        try (Listeners listeners = OpenCall.with(again).open(A)) {
            assertThat(listeners.get("a").byteChannel().isOpen()).isTrue();
        }
        assertThat(a.calls).containsExactly("open", "release", "open", "commit", "close");
    }
}
