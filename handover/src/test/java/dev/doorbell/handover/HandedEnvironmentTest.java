package dev.doorbell.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.adoption.SpawnedJava;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Rules that depend on the environment in which the parent was started, which is a JVM of its own. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "spawns what Linux has")
@Timeout(60)
class HandedEnvironmentTest {
    @Test
    void every_variable_arrives_byte_by_byte_also_one_whose_name_shells_drop() throws Exception {
        String set = "exec env -i PATH=\"$PATH\" a.b='x y' \"bytes=$(printf '\\377\\200')\" _ok= \"$@\"";
        String printed = parent().behind("sh", "-c", set, "sh")
                .run(HandingProgram.class, "od", "-An", "-v", "-w9999", "-c", "/proc/self/environ");
        String[] entries = printed.replace(" ", "").strip().split("\\\\0", -1);
        assertThat(entries).contains("a.b=xy", "bytes=377200", "_ok=", "PATH=" + System.getenv("PATH"));
    }

    @Test
    void the_shell_does_not_add_the_working_directory() throws Exception {
        String set = "exec env -i PATH=\"$PATH\" \"$@\"";
        String printed = parent().behind("sh", "-c", set, "sh").run(HandingProgram.class, "cat", "/proc/self/environ");
        assertThat(printed.split("\0", -1))
                .contains("PATH=" + System.getenv("PATH"))
                .noneMatch(entry -> entry.startsWith("PWD="));
    }

    @Test
    void a_standard_stream_that_the_parent_was_started_without_is_no_file_of_its_jvm() throws Exception {
        SpawnedJava parent = parent().behind("sh", "-c", "exec \"$@\" <&-", "sh");
        assertThat(parent.run(HandingProgram.class, "readlink", "/proc/self/fd/0"))
                .isEqualTo("/dev/null\n");
    }

    @Test
    void what_was_passed_to_the_parent_is_not_announced_to_the_child() throws Exception {
        SpawnedJava parent = parent().environment("LISTEN_PID", "1")
                .environment("LISTEN_PIDFDID", "1")
                .environment("LISTEN_FDS", "7")
                .environment("LISTEN_FDNAMES", "a:b");
        assertThat(parent.run(HandingProgram.class, "env")).doesNotContain("LISTEN_");
        parent = parent().environment("LISTEN_PIDFDID", "1").option("-Dpass=x=0");
        assertThat(parent.run(HandingProgram.class, "env").lines().filter(line -> line.startsWith("LISTEN_")))
                .map(line -> line.replaceFirst("PID=[0-9]+$", "PID"))
                .containsExactlyInAnyOrder("LISTEN_FDNAMES=x", "LISTEN_FDS=1", "LISTEN_PID");
    }

    @Test
    void a_variable_that_the_protocol_may_get_is_not_announced_and_one_of_the_program_arrives() throws Exception {
        SpawnedJava parent = parent().environment("LISTEN_FDFLAGS", "1")
                .environment("LISTEN_PIDNAMESPACE", "1")
                .environment("LISTEN_PORT", "8080");
        assertThat(parent.run(HandingProgram.class, "env").lines().filter(line -> line.startsWith("LISTEN_")))
                .containsExactly("LISTEN_PORT=8080");
    }

    @Test
    void the_label_of_a_job_of_launchd_is_its_own_and_no_childs() throws Exception {
        SpawnedJava parent = parent().environment("XPC_SERVICE_NAME", "com.example.ci-agent");
        assertThat(parent.run(HandingProgram.class, "sh", "-c", "echo \"${XPC_SERVICE_NAME-none}\""))
                .isEqualTo("none\n");
    }

    @Test
    void arguments_are_in_the_encoding_of_the_locale() throws Exception {
        SpawnedJava parent = parent().environment("LC_ALL", "C.UTF-8");
        assertThat(parent.run(HandingProgram.class, "sh", "-c", "printf \u00e9\u20ac | od -An -tx1"))
                .isEqualTo(" c3 a9 e2 82 ac\n");
    }

    @Test
    void an_argument_that_the_locale_cannot_encode_is_refused_instead_of_garbled() {
        SpawnedJava parent = parent().environment("LC_ALL", "C");
        assertThatThrownBy(() -> parent.run(HandingUnencodable.class))
                .hasMessageContaining("lacks. Start Java in a UTF-8 locale");
    }

    @Test
    void the_limit_of_open_files_is_named_where_it_is_too_low() {
        SpawnedJava parent =
                parent().behind("sh", "-c", "ulimit -n 40; exec \"$@\"", "sh").option("-Dpass=" + "x=0,".repeat(40));
        assertThatThrownBy(() -> parent.run(HandingProgram.class, "true"))
                .hasMessageContaining("cannot start a child with 40 passed descriptors")
                .hasMessageContaining(
                        "Raise the limit of open files (LimitNOFILE= in a systemd unit, ulimit -n) above 43.");
    }

    private static SpawnedJava parent() {
        return SpawnedJava.withJna()
                .with(Handover.class)
                .with(HandingProgram.class)
                .option("--enable-native-access=ALL-UNNAMED");
    }

    /** Its argument cannot come from outside in such a locale. */
    static final class HandingUnencodable {
        private HandingUnencodable() {}

        public static void main(String[] none) {
            new Handover(List.of("echo", "\u00e9"));
        }
    }
}
