package dev.doorbell.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opentest4j.TestAbortedException;

/** The report of a test run about a program. */
@Timeout(60)
class ReportTest {
    @Test
    void the_failure_has_the_state_of_the_program_and_the_report_its_output() {
        Launched run = Launched.run(Map.of(), Failing.class);
        assertThat(run.failures()).hasSize(2);
        assertThat(run.failures()).anySatisfy(failure -> {
            assertThat(failure).hasMessage("wrong");
            assertThat(failure.getSuppressed())
                    .singleElement()
                    .satisfies(state -> assertThat(state)
                            .hasMessageContaining("Program: sh -c")
                            .hasMessageContaining("Started 1 times; running: [")
                            .hasMessageContaining("Passed: fd 3 = \"http\" (TCP 127.0.0.1:")
                            .hasMessageContaining("Provider chosen: systemd")
                            .hasMessageEndingWith("Last lines of its output:\n  hello"));
        });
        assertThat(run.failures())
                .anySatisfy(failure -> assertThat(failure)
                        .isInstanceOf(TestAbortedException.class)
                        .hasNoSuppressedExceptions());
        assertThat(run.entries()).containsExactly("hello\n", "hello\n");
    }

    @Test
    void a_wait_that_has_failed_has_the_state_once_and_a_failure_after_the_test_too() {
        Launched run = Launched.run(Map.of(), Waiting.class);
        assertThat(run.failures()).singleElement().satisfies(failure -> {
            assertThat(failure)
                    .hasMessageContaining("has not printed \"never\" after 100 ms")
                    .hasMessageContaining("Provider chosen: systemd");
            assertThat(failure.getSuppressed()).singleElement().satisfies(after -> {
                assertThat(after).hasMessage("after");
                assertThat(after.getSuppressed())
                        .singleElement()
                        .satisfies(state -> assertThat(state).hasMessageContaining("Passed: fd 3"));
            });
        });
    }

    @Test
    void a_test_that_times_out_leaves_nothing() {
        Launched run = Launched.run(Map.of(), Hanging.class);
        assertThat(run.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining("timed out"));
        assertThat(Hanging.pid).isPositive();
        assertThat(ProcessHandle.of(Hanging.pid)).isEmpty();
        assertThat(Hanging.path).doesNotExist();
    }

    @Test
    void an_extension_in_a_static_field_serves_nested_classes_too() {
        Launched run = Launched.run(Map.of(), Outer.class);
        assertThat(run.failures()).isEmpty();
        assertThat(run.successful()).isEqualTo(2);
    }

    @Test
    void a_nested_class_that_has_not_begun_does_not_end_it() {
        Launched run = Launched.run(Map.of(), WithFailingNested.class);
        assertThat(run.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessage("not begun"));
        assertThat(WithFailingNested.runsAtTheEnd).isTrue();
    }

    static class Failing {
        @RegisterExtension
        final Activated app = Activated.command("sh", "-c", "echo hello; exec sleep 1000")
                .listen("http=tcp://127.0.0.1:0")
                .atOnce();

        @Test
        void fails() throws Exception {
            app.awaitOutput("hello\n");
            throw new AssertionError("wrong");
        }

        @Test
        void is_aborted() throws Exception {
            app.awaitOutput("hello\n");
            throw new TestAbortedException("not here");
        }
    }

    static class Waiting {
        @RegisterExtension
        final Activated app = Activated.command("sh", "-c", "exec sleep 1000")
                .listen("http=tcp://127.0.0.1:0")
                .timeout(Duration.ofMillis(100))
                .atOnce();

        @Test
        void waits() throws Exception {
            app.awaitOutput("never");
        }

        @AfterEach
        void fails() {
            throw new AssertionError("after");
        }
    }

    static class Hanging {
        static long pid;
        static Path path = Path.of("");

        @RegisterExtension
        final Activated app = Activated.command("sh", "-c", "trap '' TERM; echo up; while :; do sleep 0.01; done")
                .listen("control=unix:")
                .atOnce();

        @Test
        @Timeout(3)
        void hangs() throws Exception {
            app.awaitOutput("up");
            pid = app.pid();
            path = Path.of(app.uri("control").getPath());
            assertThat(path).exists();
            Thread.currentThread().join();
        }
    }

    static class WithFailingNested {
        static boolean runsAtTheEnd;

        @RegisterExtension
        @Order(2)
        static final Activated APP = Activated.command("sh", "-c", "exec sleep 1000")
                .listen("http=tcp://127.0.0.1:0")
                .atOnce();

        @RegisterExtension
        @Order(1)
        static final BeforeAllCallback FAILS_IN_NESTED = context -> {
            if (context.getRequiredTestClass() == Inner.class) {
                throw new IllegalStateException("not begun");
            }
        };

        @AfterAll
        static void it_runs() {
            runsAtTheEnd = APP.isRunning();
        }

        @Nested
        class Inner {
            @Test
            void is_not_run() {
                assertThat(APP.isRunning()).isFalse();
            }
        }
    }

    static class Outer {
        @RegisterExtension
        static final Activated APP = Activated.command("sh", "-c", "exec sleep 1000")
                .listen("http=tcp://127.0.0.1:0")
                .atOnce();

        @AfterEach
        void it_has_started_once() {
            assertThat(APP.starts()).isEqualTo(1);
        }

        @Test
        void runs() throws Exception {
            assertThat(APP.process().isAlive()).isTrue();
        }

        @Nested
        class Inner {
            @Test
            void runs() {
                assertThat(APP.process().isAlive()).isTrue();
            }
        }
    }
}
