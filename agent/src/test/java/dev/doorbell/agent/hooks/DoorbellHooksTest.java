package dev.doorbell.agent.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hooks that fail, as those do whose classes are gone: the methods of the JDK do what they do without them. */
class DoorbellHooksTest {
    private static final Object OWNER = new Object();

    /** The signal of the JDK is known by its text. */
    private static final String SIGTERM = "SIGTERM";

    @BeforeAll
    static void install() {
        DoorbellHooks.install(new Failing());
        DoorbellHooks.noteThatFamiliesDiffer();
    }

    @Test
    void a_connection_is_accepted() {
        assertThat(DoorbellHooks.accept(new FileDescriptor(), new FileDescriptor(), new InetSocketAddress[1], OWNER))
                .isZero();
        assertThat(DoorbellHooks.accept(new FileDescriptor(), new FileDescriptor(), new String[1], OWNER))
                .isZero();
        assertThat(DoorbellHooks.accept(5, new byte[1], OWNER)).isZero();
        assertThatCode(() -> DoorbellHooks.accepted(1, new FileDescriptor())).doesNotThrowAnyException();
        assertThatCode(() -> DoorbellHooks.accepted(1, 5)).doesNotThrowAnyException();
    }

    @Test
    void a_client_connects() {
        assertThat(DoorbellHooks.connect(OWNER, new InetSocketAddress(1), 0)).isFalse();
    }

    @Test
    void sigterm_ends_the_process() {
        assertThat(DoorbellHooks.handle(OWNER, SIGTERM)).isFalse();
    }

    @Test
    void a_file_is_deleted() {
        assertThat(DoorbellHooks.delete(OWNER, "/tmp/x")).isFalse();
    }

    @Test
    void a_family_is_the_channels_own() {
        assertThat(DoorbellHooks.family(OWNER, StandardProtocolFamily.INET6)).isEqualTo(StandardProtocolFamily.INET6);
    }

    private static final class Failing extends DoorbellHooks {
        private static NoClassDefFoundError failure() {
            return new NoClassDefFoundError("the jar was replaced");
        }

        @Override
        protected boolean binds(
                @Nullable ProtocolFamily family, FileDescriptor socket, InetAddress host, int port, Object owner) {
            throw failure();
        }

        @Override
        protected boolean binds(FileDescriptor socket, Path path, Object owner) {
            throw failure();
        }

        @Override
        protected boolean listens(FileDescriptor socket) {
            throw failure();
        }

        @Override
        protected boolean bindsNetty(Object socket, Object address) {
            throw failure();
        }

        @Override
        protected boolean listensNetty(Object socket) {
            throw failure();
        }

        @Override
        protected boolean isPassed(Object file) {
            throw failure();
        }

        @Override
        protected boolean accepts(Object socket, Object owner) {
            throw failure();
        }

        @Override
        protected void hasAccepted(Object socket, boolean connection) {
            throw failure();
        }

        @Override
        protected boolean connects(Object socket, Object address, int millis) {
            throw failure();
        }

        @Override
        protected void terminates() {
            throw failure();
        }

        @Override
        protected ProtocolFamily familyOf(Object channel, ProtocolFamily own) {
            throw failure();
        }
    }
}
