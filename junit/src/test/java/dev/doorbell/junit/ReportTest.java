package dev.doorbell.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
    void a_test_that_times_out_leaves_nothing() {
        Launched run = Launched.run(Map.of(), Hanging.class);
        assertThat(run.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining("timed out"));
        assertThat(ProcessHandle.of(Hanging.pid)).isEmpty();
    }

    @Test
    void an_extension_in_a_static_field_serves_nested_classes_too() {
        Launched run = Launched.run(Map.of(), Outer.class);
        assertThat(run.failures()).isEmpty();
        assertThat(run.successful()).isEqualTo(2);
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

    static class Hanging {
        static long pid;

        @RegisterExtension
        final Activated app = Activated.command("sh", "-c", "trap '' TERM; echo up; while :; do sleep 0.01; done")
                .listen("http=tcp://127.0.0.1:0")
                .atOnce();

        @Test
        @Timeout(1)
        void hangs() throws Exception {
            app.awaitOutput("up");
            pid = app.pid();
            Thread.currentThread().join();
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
