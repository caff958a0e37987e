package dev.doorbell.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that JUnit runs in parallel, in one JVM. */
@Timeout(60)
class ParallelTest {
    private static final int TIMES = 20;

    private static final String PARALLEL = "junit.jupiter.execution.parallel.";

    @ParameterizedTest
    @ValueSource(strings = {"FORK_JOIN_POOL", "WORKER_THREAD_POOL"})
    void each_finds_its_own_listeners_and_the_others_find_none(String executor) {
        Map<String, String> parameters = Map.of(
                PARALLEL + "enabled", "true",
                PARALLEL + "mode.default", "concurrent",
                PARALLEL + "config.executor-service", executor,
                PARALLEL + "config.strategy", "fixed",
                PARALLEL + "config.fixed.parallelism", "8");
        Launched run = Launched.run(parameters, EachTest.class, WithoutKit.class, OneClass.class, OneInstance.class);
        assertThat(run.failures()).isEmpty();
        assertThat(run.successful()).isEqualTo(4 * TIMES);
    }

    /** Serves a client on the listener that is found, from a thread of its own. */
    private static void assertServes(InProcess kit) throws Exception {
        ExecutorService server = Executors.newSingleThreadExecutor();
        try (Listeners found = server.submit(() -> Doorbell.open("http")).get();
                Socket client = kit.connect("http");
                SocketChannel accepted = found.get("http").accept().orElseThrow()) {
            assertThat(accepted.getRemoteAddress()).isEqualTo(client.getLocalSocketAddress());
        } finally {
            server.shutdown();
        }
    }

    static class EachTest {
        @RegisterExtension
        final InProcess kit = Activated.inProcess().listen("http=tcp://127.0.0.1:0");

        @RepeatedTest(TIMES)
        void serves() throws Exception {
            assertServes(kit);
        }
    }

    static class WithoutKit {
        @RepeatedTest(TIMES)
        void finds_none() throws Exception {
            try (Listeners found = Doorbell.open("http=tcp://127.0.0.1:0")) {
                assertThat(found.activated()).isFalse();
            }
        }
    }

    /** The class's own listeners, one test after the other takes them. */
    static class OneClass {
        @RegisterExtension
        static final InProcess KIT = Activated.inProcess().listen("http=tcp://127.0.0.1:0");

        private static final Object ONE_AT_A_TIME = new Object();

        @BeforeAll
        @AfterAll
        static void serves_outside_of_tests() throws Exception {
            assertServes(KIT);
        }

        @RepeatedTest(TIMES)
        void serves() throws Exception {
            synchronized (ONE_AT_A_TIME) {
                assertServes(KIT);
            }
        }
    }

    /** As Spring does: the instance opens the listener, and keeps it for all tests. */
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {
        @RegisterExtension
        static final InProcess KIT = Activated.inProcess().listen("http=tcp://127.0.0.1:0");

        private final Listener http;

        OneInstance() throws Exception {
            http = Doorbell.open("http").get("http");
        }

        @RepeatedTest(TIMES)
        void serves() throws Exception {
            synchronized (http) {
                try (Socket client = KIT.connect("http");
                        SocketChannel accepted = http.accept().orElseThrow()) {
                    assertThat(accepted.getRemoteAddress()).isEqualTo(client.getLocalSocketAddress());
                }
            }
        }
    }
}
