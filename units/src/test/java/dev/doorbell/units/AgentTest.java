package dev.doorbell.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent in a command, for a program that knows nothing of Doorbell. */
class AgentTest {
    private static final String FILE = "/opt/doorbell/doorbell-agent.jar";
    private static final String REST = " -Ddoorbell.agent.drain=10s -jar /opt/echo/echo.jar";

    private static ServiceDeclaration.Builder echo(String... specs) {
        return Declared.echo(specs).agent(FILE);
    }

    private static String launchd(ServiceDeclaration.Builder echo) {
        return LaunchdPlist.of(echo.build(), System.err::println).text();
    }

    @Test
    void it_stands_behind_java_and_drains_before_systemd_kills_the_program() {
        String unit = Declared.service(echo("http=tcp://*:80").build());
        assertThat(Declared.value(unit, "ExecStart")).isEqualTo("/usr/bin/java -javaagent:" + FILE + REST);
        assertThat(Declared.value(unit, "TimeoutStopSec")).isEqualTo("90");
    }

    @Test
    void it_tells_systemd_when_the_program_is_ready() {
        String unit = Declared.service(echo("http=tcp://*:80").notify(true).build());
        assertThat(Declared.value(unit, "ExecStart"))
                .isEqualTo("/usr/bin/java -javaagent:" + FILE + " -Ddoorbell.agent.ready=true" + REST);
        assertThat(unit).contains("\nType=notify\n", "\nNotifyAccess=main\n");
    }

    @ParameterizedTest
    @CsvSource({"PT5M, 300s", "PT1.5S, 1500ms", "P20DT0.5S, 1728000s", "PT0.001S, 1ms"})
    void it_ends_an_idle_program_which_reads_no_variable(Duration idle, String written) {
        String unit = Declared.service(echo("http=tcp://*:80").idleExit(idle).build());
        assertThat(Declared.value(unit, "ExecStart"))
                .isEqualTo("/usr/bin/java -javaagent:" + FILE + " -Ddoorbell.agent.idle=" + written + REST);
        assertThat(unit).doesNotContain("DOORBELL_IDLE_EXIT");
    }

    @Test
    void with_launchd_it_asks_for_each_listener_by_its_name() {
        assertThat(launchd(echo("http=tcp://*:80", "quic=udp://*:80", "control=unix:///var/run/c")))
                .containsSubsequence(
                        "<string>/usr/bin/java</string>",
                        "<string>-javaagent:" + FILE + "</string>",
                        "<string>-Ddoorbell.agent.map=http=80,quic=80,control=/var/run/c</string>",
                        "<string>-jar</string>");
    }

    @Test
    void launchd_refuses_a_name_that_is_not_one_in_the_map_and_an_idle_time() {
        assertThatThrownBy(() -> launchd(echo("a,b=tcp://*:80")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("without a comma");
        assertThatThrownBy(() -> launchd(echo("a=tcp://*:80").idleExit(Duration.ofMinutes(1))))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("Omit the idle time");
    }

    @Test
    void one_at_home_is_let_through_the_sandbox() {
        ServiceDeclaration.Builder echo = Declared.echo("http=tcp://*:80").agent("/home/a/doorbell-agent.jar");
        assertThat(Declared.value(Declared.service(echo.build()), "ProtectHome"))
                .isEqualTo("read-only");
    }

    @Test
    void it_goes_with_a_recipe_of_flags_only() {
        assertThat(Declared.service(
                        echo("http=tcp://*:80").startUp(StartUp.FLAGS).build()))
                .contains(FILE, "-XX:+UseSerialGC");
        assertThatThrownBy(() -> echo("http=tcp://*:80").startUp(StartUp.APPCDS).build())
                .hasMessageContaining("choose the start-up recipe flags");
    }

    @ParameterizedTest
    @CsvSource({
        "doorbell-agent.jar, absolute path",
        "/opt/../doorbell-agent.jar, absolute path",
        "/tmp/doorbell-agent.jar, every user can write",
        "/opt/a=b/doorbell-agent.jar, equals sign"
    })
    void an_unusable_path_is_refused(String path, String why) {
        assertThatThrownBy(() -> Declared.echo().agent(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + path + "\"")
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x=unixpacket:///run/x", "x=unixgram:///run/x", "x=fifo:///run/x", "x=tcp://localhost:80"})
    void a_listener_that_it_cannot_serve_is_refused(String spec) {
        assertThatThrownBy(() -> echo(spec).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + spec + "\"");
    }

    @Test
    void other_settings_that_it_cannot_keep_are_refused() {
        assertThatThrownBy(() ->
                        echo("x=udp://*:80").idleExit(Duration.ofMinutes(1)).build())
                .hasMessageContaining("counts connections");
        assertThatThrownBy(() -> echo("x=tcp://*:80").idleExit(Duration.ZERO).build())
                .hasMessageContaining("1 ms");
        assertThatThrownBy(() -> echo("x=tcp://*:80").accept(true).build()).hasMessageContaining("accepted");
        assertThatThrownBy(() -> echo("x=tcp://*:80").command("/opt/run.sh").build())
                .hasMessageContaining("\"/opt/run.sh\"");
        assertThatThrownBy(() -> echo("x=tcp://*:80")
                        .command("/bin/java", "-javaagent:" + FILE, "-jar", "/x.jar")
                        .build())
                .hasMessageContaining("already");
    }
}
