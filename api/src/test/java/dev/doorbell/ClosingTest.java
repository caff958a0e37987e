package dev.doorbell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClosingTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void everything_is_closed_in_order() throws IOException {
        Closing.all(List.of(thing("a"), thing("b")));
        Closing.all(List.of());
        assertThat(closed).containsExactly("a", "b");
    }

    static List<Throwable> failures() {
        return List.of(new IOException("EIO"), new IllegalStateException("wrong"), new NoClassDefFoundError("gone"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void one_that_fails_does_not_spare_the_others_and_keeps_their_failures(Throwable failure) {
        IOException second = new IOException("second");
        RuntimeException third = new IllegalArgumentException("third");
        assertThatThrownBy(() ->
                        Closing.all(List.of(thing("a"), failing(failure), failing(second), failing(third), thing("b"))))
                .isSameAs(failure);
        assertThat(closed).containsExactly("a", "b");
        assertThat(failure.getSuppressed()).containsExactly(second, third);
    }

    @Test
    void things_that_fail_with_the_very_same_failure_are_closed_too() {
        IOException failure = new IOException("EIO");
        assertThatThrownBy(() -> Closing.all(List.of(failing(failure), failing(failure), thing("a"))))
                .isSameAs(failure)
                .hasNoSuppressedExceptions();
        assertThat(closed).containsExactly("a");
    }

    private Closeable thing(String name) {
        return () -> closed.add(name);
    }

    private static Closeable failing(Throwable failure) {
        FakeHandle handle = new FakeHandle().failing("close", failure);
        return handle;
    }
}
