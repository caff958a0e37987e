package dev.doorbell.e2e.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.EchoUnits;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.needs.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fifty clients that connect again and again, while their service is restarted, replaced and killed. */
@Needs({"python3", "private systemd"})
@Timeout(300)
class NoConnectionLostIT {
    private static final int CLIENTS = 50;
    private static final int TIMES = 20;
    private static final int REQUESTS_BETWEEN = 60;
    private static final String LOAD = Paths.script("load.py");

    @Booted
    private static PrivateSystemd systemd;

    @BeforeAll
    static void prepare() throws Exception {
        EchoUnits.install(systemd, "--drain 20", "");
        systemd.systemctl("start", "echo-http.socket");
    }

    @Test
    void a_restart_loses_no_request_also_with_another_jar() throws Exception {
        try (Program load = load()) {
            for (int time = 0; time < TIMES; time++) {
                awaitRequests(load);
                if (time == TIMES / 2) {
                    replaceJar();
                }
                systemd.systemctl("restart", "echo.service");
            }
            JsonObject summary = summary(load);
            System.out.println(TIMES + " restarts under " + CLIENTS + " clients: " + told(summary));
            assertThat(summary.getArray("refused")).isEmpty();
            assertThat(summary.getArray("cut")).isEmpty();
        }
    }

    @Test
    void a_kill_refuses_no_client_and_loses_no_request_except_those_in_flight() throws Exception {
        List<Long> kills = new ArrayList<>();
        try (Program load = load()) {
            for (int time = 0; time < TIMES; time++) {
                awaitRequests(load);
                String pid = systemd.show("echo.service", "MainPID");
                systemd.systemctl("kill", "--signal=KILL", "echo.service");
                kills.add(System.nanoTime());
                Eventually.becomesTrue("another process serves", () -> isAnother(pid));
            }
            JsonObject summary = summary(load);
            System.out.println(TIMES + " kills under " + CLIENTS + " clients: " + told(summary));
            assertThat(summary.getArray("refused")).isEmpty();
            assertThat(notInFlight(summary.getArray("cut"), kills)).isEmpty();
        }
    }

    private static boolean isAnother(String pid) throws Exception {
        String now = systemd.show("echo.service", "MainPID");
        return !now.equals("0") && !now.equals(pid);
    }

    private static Program load() throws Exception {
        return systemd.beside(List.of("python3", LOAD, "127.0.0.1:8080", String.valueOf(CLIENTS)));
    }

    /** Replaces the jar as an upgrade does: the file that the running JVM has open stays. */
    private static void replaceJar() throws Exception {
        Path jar = systemd.path(EchoUnits.JAR);
        Path next = jar.resolveSibling("next.jar");
        Files.copy(Path.of(Paths.ECHO_DAEMON), next);
        Files.move(next, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitRequests(Program load) throws Exception {
        long before = served(load);
        Eventually.becomesTrue("requests are answered", () -> served(load) >= before + REQUESTS_BETWEEN);
    }

    private static long served(Program load) {
        List<String> lines = load.out();
        return lines.isEmpty() ? 0 : Long.parseLong(lines.get(lines.size() - 1).substring("served ".length()));
    }

    private static JsonObject summary(Program load) throws Exception {
        load.closeInput();
        assertThat(load.exitCode()).as("%s", load.err()).isZero();
        List<String> lines = load.out();
        return JsonParser.object().from(lines.get(lines.size() - 1));
    }

    private static String told(JsonObject summary) {
        return summary.getInt("answered") + " requests answered, "
                + summary.getArray("refused").size()
                + " refused, " + summary.getArray("cut").size() + " cut; median " + summary.getInt("median")
                + " ms, slowest " + summary.getInt("slowest") + " ms";
    }

    /**
     * Returns the connections that began after one kill and failed before the next. Both sides read the same monotonic
     * clock.
     */
    private static List<Object> notInFlight(JsonArray cut, List<Long> kills) {
        return cut.stream()
                .filter(one -> kills.stream().noneMatch(kill -> overlaps((JsonObject) one, kill)))
                .toList();
    }

    private static boolean overlaps(JsonObject cut, long kill) {
        long toKill = TimeUnit.SECONDS.toNanos(1);
        return cut.getLong("from") <= kill && cut.getLong("to") >= kill - toKill;
    }
}
