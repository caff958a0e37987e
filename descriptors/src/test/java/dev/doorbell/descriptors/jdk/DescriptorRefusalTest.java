package dev.doorbell.descriptors.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.descriptors.posix.CNumber;
import java.io.IOException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No bare errno reaches a user. */
class DescriptorRefusalTest {
    /** More than any process has. */
    private static final int CLOSED = 1_999_999_999;

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("close", (ThrowingCallable) () -> SunNioCh.close0(CLOSED)),
                Arguments.of("set the blocking mode of", (ThrowingCallable) () -> RawDescriptors.block(CLOSED)),
                Arguments.of("set an option of", (ThrowingCallable)
                        () -> SunNioCh.setIntOption0(SunNioCh.newFD(CLOSED), 1, CNumber.SO_RCVBUF.here(), 4096)),
                Arguments.of("copy", (ThrowingCallable) () -> SunNioCh.dup(CLOSED)),
                Arguments.of("copy to fd 7 the", (ThrowingCallable) () -> SunNioCh.dup2(CLOSED, 7)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void the_descriptor_is_named_with_the_cause_and_the_fix(String what, ThrowingCallable call) {
        assertThatIOException()
                .isThrownBy(call)
                .withMessage(
                        "cannot " + what + " fd " + CLOSED + ": Bad file descriptor. Another part of the program has"
                                + " closed it: close a listener once, through Doorbell.");
    }

    @Test
    void an_open_descriptor_is_not_taken_for_a_closed_one() throws IOException {
        int open = RawSocket.tcp("127.0.0.1");
        try {
            assertThat(DescriptorRefusal.of("copy", open, new IOException("Operation not permitted")))
                    .hasMessage(
                            "cannot copy fd " + open + ": Operation not permitted. Allow the system call, if a sandbox"
                                    + " filters it (SystemCallFilter= in a systemd unit).");
        } finally {
            RawSocket.close(open);
        }
    }
}
