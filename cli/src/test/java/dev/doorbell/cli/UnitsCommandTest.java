package dev.doorbell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path scratch;

    @Test
    void units_go_to_standard_output_below_their_names() {
        assertThat(systemd("http=tcp://*:80", "--", "/bin/echo")).isZero();
        assertThat(out.toString())
                .startsWith("# echo.socket\n[Unit]\n")
                .contains("\nListenStream=80\n", "\n\n# echo.service\n[Unit]\n", "\nExecStart=/bin/echo\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void a_property_list_goes_to_standard_output_as_it_is() {
        assertThat(launchd("http=tcp://*:80", "--", "/bin/echo")).isZero();
        assertThat(out.toString()).startsWith("<?xml ").endsWith("</plist>\n");
    }

    @Test
    void what_stands_behind_the_two_hyphens_is_the_command() {
        assertThat(systemd("a=tcp://*:80", "--description", "D", "b=unix:@x", "--", "/bin/x", "--notify", "--", "a=b"))
                .isZero();
        assertThat(out.toString())
                .contains("# echo-a.socket\n", "# echo-b.socket\n", "\nExecStart=/bin/x --notify -- a=b\n")
                .contains("\nDescription=D, a\n")
                .doesNotContain("Type=notify");
    }

    @Test
    void every_option_reaches_the_unit() {
        assertThat(systemd(
                        "--user", "www", "--idle-exit", "5min", "--notify", "--no-sandbox", "a=tcp://*:80", "--", "/x"))
                .isZero();
        assertThat(out.toString())
                .contains("\nUser=www\n", "\nEnvironment=DOORBELL_IDLE_EXIT=300\n", "\nType=notify\n")
                .doesNotContain("ProtectSystem");
    }

    @Test
    void every_option_reaches_the_property_list() {
        String[] options = {"--label", "dev.example.echo", "--user", "_www", "--idle-exit", "90s"};
        List<String> args = new ArrayList<>(List.of("--target", "launchd", "--name", "echo"));
        args.addAll(List.of(options));
        args.addAll(List.of("a=tcp://*:80", "--", "/x"));
        assertThat(run(args.toArray(new String[0]))).isZero();
        assertThat(out.toString())
                .contains("<string>dev.example.echo</string>", "<string>_www</string>", "<string>90<");
    }

    @Test
    void files_are_written_to_a_folder_and_named() throws IOException {
        Path folder = scratch.resolve("new/folder");
        assertThat(systemd("--output", folder.toString(), "a=tcp://*:80", "--", "/x"))
                .isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        folder.resolve("echo.socket").toString(),
                        folder.resolve("echo.service").toString());
        assertThat(Files.readString(folder.resolve("echo.socket")))
                .startsWith("[Unit]\n")
                .endsWith("\n");
    }

    @Test
    void files_that_are_there_stay_as_they_are() throws IOException {
        Path there = Files.writeString(scratch.resolve("echo.service"), "mine");
        assertThat(systemd("--output", scratch.toString(), "a=tcp://*:80", "--", "/x"))
                .isEqualTo(1);
        assertThat(err.toString()).contains(there + " exists already", "--force");
        assertThat(there).hasContent("mine");
        assertThat(scratch.resolve("echo.socket")).as("all or none").doesNotExist();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_standard_output_that_takes_no_more_is_a_failure() {
        PrintWriter full = new PrintWriter(new StringWriter()) {
            @Override
            public boolean checkError() {
                return true;
            }
        };
        int status = Passing.run(
                full,
                new PrintWriter(err, true),
                "units",
                "--target",
                "systemd",
                "--name",
                "echo",
                "a=tcp://*:80",
                "--",
                "/x");
        assertThat(status).isEqualTo(1);
        assertThat(err.toString()).contains("standard output", "--output");
    }

    @Test
    void a_word_that_begins_with_an_at_sign_is_not_a_file_of_arguments() throws IOException {
        Path file = Files.writeString(scratch.resolve("secret"), "--notify");
        assertThat(systemd("--no-sandbox", "a=tcp://*:80", "--", "/x", "@" + file))
                .isZero();
        assertThat(out.toString()).contains("ExecStart=/x @" + file + "\n");
    }

    @Test
    void what_a_target_cannot_express_is_a_failure_that_names_it() {
        assertThat(systemd("http=tcp://www.example.org:80", "--", "/x")).isEqualTo(1);
        assertThat(err.toString()).contains("systemd cannot listen for \"http=tcp://www.example.org:80\"");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_portable_declaration_is_one_for_both_targets() {
        String[] declared = {"http=tcp://localhost:80?backlog=7", "u=udp://*:80?reuseport=true", "--", "/x"};
        assertThat(systemd(declared)).isZero();
        assertThat(out.toString())
                .contains("\nListenStream=127.0.0.1:80\nListenStream=[::1]:80\n", "\nBacklog=7\n", "\nReusePort=yes\n");
        assertThat(err.toString()).isEmpty();
        assertThat(launchd(declared)).isZero();
        assertThat(out.toString()).contains("<string>localhost</string>");
        assertThat(err.toString().lines())
                .containsExactly(
                        "doorbell: launchd has no key for the backlog of \"http=tcp://localhost:80?backlog=7\": it is left"
                                + " out. Omit the option.",
                        "doorbell: launchd has no key for the reuseport of \"u=udp://*:80?reuseport=true\": it is left out."
                                + " Omit the option.");
    }

    @Test
    void what_protects_is_not_left_out() {
        assertThat(launchd("f=fifo:///run/f?mode=0600", "--", "/x")).isEqualTo(1);
        assertThat(err.toString()).contains("launchd cannot listen for \"f=fifo:///run/f?mode=0600\"");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/opt/it's/x", "/opt/a\"b", "/opt/a\\b"})
    void a_program_that_systemd_cannot_start_is_a_failure_that_names_it(String program) {
        assertThat(systemd("a=tcp://*:80", "--", program)).isEqualTo(1);
        assertThat(err.toString()).contains("cannot start the program \"" + program + "\"");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_program_that_its_sandbox_would_hide_is_a_failure_that_names_it() {
        assertThat(systemd("a=tcp://*:80", "--", "/x", "-jar", "/tmp/x.jar")).isEqualTo(1);
        assertThat(err.toString()).contains("/tmp/x.jar", "Put the file elsewhere");
        assertThat(systemd("--user", "www", "a=tcp://*:80", "--", "/x", "-jar", "/tmp/x.jar"))
                .isZero();
        assertThat(out.toString()).contains("# Not PrivateTmp=yes");
    }

    @Test
    void a_process_for_each_connection_keeps_what_the_jvm_prints_from_the_client() {
        assertThat(systemd("--accept", "--inetd", "a=tcp://*:80", "--", "/x")).isZero();
        assertThat(out.toString())
                .contains("# echo.socket\n", "\nAccept=yes\n", "# echo@.service\n")
                .contains("\nStandardInput=socket\n", "\nStandardOutput=journal\n", "\nStandardError=journal\n")
                .doesNotContain("FileDescriptorName=", "Requires=", "Also=");
    }

    @Test
    void a_process_for_each_connection_may_have_it_as_descriptor_3() {
        assertThat(systemd("-a", "a=tcp://*:80", "--", "/x")).isZero();
        assertThat(out.toString()).contains("\nAccept=yes\n").doesNotContain("StandardInput");
    }

    @ParameterizedTest
    @CsvSource({
        "launchd, --notify, ready",
        "launchd, --accept, inetdCompatibility",
    })
    void an_option_that_a_target_has_nothing_for_is_a_failure_that_names_it(
            String target, String option, String named) {
        assertThat(run("--target", target, "--name", "echo", option, "a=tcp://*:80", "--", "/x"))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("doorbell: ").contains(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--target systemd --name echo a=tcp://*:80|no command",
                "--target systemd --name echo a=tcp://*:80 --|no command",
                "--target systemd --name echo -- /x|no listener",
                "--target systemd --name echo a=tpc://*:80 -- /x|is not a scheme",
                "--target systemd --name echo a=tcp://*:80 -- ./x|./x",
                "--target systemd --name a/b a=tcp://*:80 -- /x|a/b",
                "--target systemd --name a.service a=tcp://*:80 -- /x|a.service",
                "--target systemd --name echo a=tcp://*:80 b=tcp://*:80 -- /x|the same address",
                "--target systemd --name echo a=tcp://*:80 a=tcp://*:81 -- /x|Two specs have the name",
                "--target systemd --name echo --output= a=tcp://*:80 -- /x|--output",
                "--target systemd --name echo --description \ufffd a=tcp://*:80 -- /x|UTF-8 locale",
                "--target systemd --name echo --description -- a=tcp://*:80 -- /x|--description",
                "--target upstart --name echo a=tcp://*:80 -- /x|systemd, launchd",
                "--target systemd a=tcp://*:80 -- /x|--name",
                "--name echo a=tcp://*:80 -- /x|--target",
                "--target systemd --name echo --idle-exit PT-1S a=tcp://*:80 -- /x|Use zero or more",
                "--target systemd --name echo --idle-exit 5x a=tcp://*:80 -- /x|expected a duration",
                "--target systemd --name echo --force a=tcp://*:80 -- /x|--output",
                "--target systemd --name echo --label dev.example.echo a=tcp://*:80 -- /x|Omit --label",
                "--target launchd --name echo --description Echo a=tcp://*:80 -- /x|Omit --description",
                "--target launchd --name echo --no-sandbox a=tcp://*:80 -- /x|Omit --no-sandbox",
                "--target systemd --name echo --user-unit --user x a=tcp://*:80 -- /x|user unit",
                "--target systemd --name echo --start-up fast a=tcp://*:80 -- /x/java|flags, appcds, aot or auto",
                "--target systemd --name echo --start-up APPCDS a=tcp://*:80 -- /x/java|got \"APPCDS\"",
                "--target systemd --name echo --start-up appcds a=tcp://*:80 -- /x/run.sh|/x/run.sh",
                "--target systemd --name echo --start-up aot a=tcp://*:80 -- /x/java -XX:+UseZGC X|-XX:+UseZGC",
                "--target systemd --name echo --start-up aot --class-archive x a=tcp://*:80 -- /x/java X|absolute path",
                "--target systemd --name echo --class-archive /x a=tcp://*:80 -- /x/java X|appcds and aot",
                "--target systemd --name echo --agent x a=tcp://*:80 -- /x/java X|absolute path",
                "--target systemd --name echo --agent /x a=tcp://*:80 -- /x/run.sh|/x/run.sh",
                "--target systemd --name echo --agent /x a=fifo:///x -- /x/java X|UNIX stream socket",
                "--target systemd --name echo --inetd a=tcp://*:80 -- /x|--accept",
                "--target systemd --name echo --accept a=udp://*:80 -- /x|accepts no connections",
                "--target systemd --name echo --accept a=tcp://*:80 b=tcp://*:81 -- /x|one listener",
                "--target systemd --name echo --accept --idle-exit 5s a=tcp://*:80 -- /x|ends with the connection",
                "--target systemd --name echo a=tcp://*:80 b=tcp://127.0.0.1:80 -- /x|cannot both start",
                "--target launchd --name echo a=tcp://*:80 b=tcp://localhost:80 -- /x|cannot both start",
                "--target systemd --name echo --frobnicate a=tcp://*:80 -- /x|--frobnicate",
            })
    void a_mistake_is_a_usage_error_that_says_what_is_wrong(String arguments, String said) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString()).startsWith("doorbell: ").contains(said);
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "300, 300",
        "90s, 90",
        "90sec, 90",
        "5m, 300",
        "5min, 300",
        "1h, 3600",
        "1500ms, 1.5",
        "PT5M, 300",
        "0, 0",
        "PT876600H1S, 3155760001",
        "2562047788015215h, 9223372036854774000"
    })
    void a_time_is_written_as_people_write_it(String text, String seconds) {
        assertThat(systemd("--idle-exit", text, "a=tcp://*:80", "--", "/x")).isZero();
        assertThat(out.toString()).contains("\nEnvironment=DOORBELL_IDLE_EXIT=" + seconds + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1", "1.5", "1d", "99999999999999999999", "9223372036854775807h", "P", "PT-1S"})
    void other_times_are_refused(String text) {
        assertThat(systemd("--idle-exit=" + text, "a=tcp://*:80", "--", "/x")).isEqualTo(2);
        assertThat(err.toString()).startsWith("doorbell: ");
    }

    @ParameterizedTest
    @CsvSource({"flags, -XX:+UseSerialGC", "appcds, -XX:SharedArchiveFile=/var/db/x", "aot, -XX:AOTCache=/var/db/x"})
    void a_recipe_for_a_short_start_reaches_the_unit_and_the_property_list(String recipe, String written) {
        for (String target : new String[] {"systemd", "launchd"}) {
            List<String> words = new ArrayList<>(List.of("--target", target, "--name=echo", "--start-up", recipe));
            if (!recipe.equals("flags")) {
                words.add("--class-archive=/var/db/x");
            }
            words.addAll(List.of("a=tcp://*:80", "--", "/j/java", "-jar", "/x.jar"));
            assertThat(run(words.toArray(new String[0]))).isZero();
            assertThat(out.toString()).contains(written);
        }
    }

    @Test
    void an_agent_reaches_the_unit_and_the_property_list() {
        String[] words = {"--agent=/opt/doorbell-agent.jar", "a=tcp://*:80", "--", "/j/java", "-jar", "/x.jar"};
        assertThat(systemd(words)).isZero();
        assertThat(launchd(words)).isZero();
        assertThat(out.toString())
                .contains("\nExecStart=/j/java -javaagent:/opt/doorbell-agent.jar -Ddoorbell.agent.drain=10s -jar")
                .contains("<string>-Ddoorbell.agent.map=a=80</string>");
    }

    @Test
    void launchd_has_no_folder_for_an_archive_that_the_jvm_keeps() {
        String[] words = {
            "--target=launchd", "--name=echo", "--start-up=auto", "a=tcp://*:80", "--", "/j/java", "-jar", "/x"
        };
        assertThat(run(words)).isEqualTo(1);
        assertThat(err.toString()).contains("Choose appcds or aot");
    }

    @Test
    void it_has_its_own_help() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("doorbell units", "--target", "SPEC... --", "--force", "--start-up");
    }

    private int systemd(String... args) {
        List<String> all = new ArrayList<>(List.of("--target", "systemd", "--name", "echo"));
        all.addAll(List.of(args));
        return run(all.toArray(new String[0]));
    }

    private int launchd(String... args) {
        List<String> all = new ArrayList<>(List.of("--target", "launchd", "--name", "echo"));
        all.addAll(List.of(args));
        return run(all.toArray(new String[0]));
    }

    private int run(String... args) {
        List<String> all = new ArrayList<>(List.of("units"));
        all.addAll(List.of(args));
        return Passing.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(new String[0]));
    }
}
