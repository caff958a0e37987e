package dev.doorbell.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a recipe for a short start makes of a service. */
class StartUpTest {
    private static final String SCRIPT = "ExecStart=/bin/sh -c 'java=$$1; shift; if [ -e \"$$0\" ]";
    private static final String SAME_JDK =
            " && read -r jdk <\"$$0.since\" && [ \"$$jdk\" -ef \"$$java\" ] && [ \"$$0.since\" -nt \"$$java\" ]";

    @Test
    void without_a_recipe_the_command_is_started_as_it_stands() {
        String unit = Declared.service(echo().build());
        assertThat(Declared.value(unit, "ExecStart")).isEqualTo("/usr/bin/java -jar /opt/echo/echo.jar");
        assertThat(unit).doesNotContain("CacheDirectory", "ExecStopPost");
    }

    @Test
    void flags_stand_right_behind_java() {
        String unit = Declared.service(echo().startUp(StartUp.FLAGS).build());
        assertThat(Declared.value(unit, "ExecStart"))
                .isEqualTo("/usr/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar /opt/echo/echo.jar");
        assertThat(unit).doesNotContain("CacheDirectory", "ExecStopPost");
    }

    @Test
    void an_archive_is_read_if_it_is_there_and_newer_than_java_and_the_jar_and_is_written_otherwise() {
        String unit = Declared.service(echo().startUp(StartUp.APPCDS).build());
        assertThat(unit)
                .contains("\n" + SCRIPT + SAME_JDK
                        + " && [ \"$$0.since\" -nt /opt/echo/echo.jar ];"
                        + " then set -- -XX:SharedArchiveFile=\"$$0\" \"$$@\";"
                        + " elif rm -f \"$$0\" \"$$0.since\" && readlink -f \"$$java\" >\"$$0.since\";"
                        + " then set -- -XX:ArchiveClassesAtExit=\"$$0\" \"$$@\"; fi; exec \"$$java\" \"$$@\"'"
                        + " %C/echo/echo.jsa /usr/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
                        + " -Xlog:disable -Xlog:all=warning:stderr -XX:+DisplayVMOutputToStderr"
                        + " -jar /opt/echo/echo.jar\n");
        assertThat(Declared.value(unit, "CacheDirectory")).isEqualTo("echo");
        assertThat(Declared.value(unit, "SyslogIdentifier")).isEqualTo("java");
        assertThat(Declared.value(unit, "ExecStopPost"))
                .endsWith(" %C/echo/echo.jsa /usr/bin/java /opt/echo/echo.jar")
                .contains("$$SERVICE_RESULT", "rm -f \"$$0\"");
    }

    @Test
    void an_aot_cache_has_options_of_its_own() {
        String unit = Declared.service(echo().startUp(StartUp.AOT).build());
        assertThat(unit)
                .contains("-XX:AOTCache=\"$$0\"", "-XX:AOTCacheOutput=\"$$0\"", " %C/echo/echo.aot /usr/bin/java ")
                .doesNotContain("ArchiveClassesAtExit", "SharedArchiveFile");
    }

    @Test
    void an_archive_elsewhere_is_let_through_the_sandbox() {
        ServiceDeclaration.Builder echo = echo().startUp(StartUp.APPCDS).classArchive("/srv/a 100%/e.jsa");
        String unit = Declared.service(echo.build());
        assertThat(unit).contains("' \"/srv/a 100%%/e.jsa\" /usr/bin/java ").doesNotContain("CacheDirectory");
        assertThat(Declared.value(unit, "ReadWritePaths")).isEqualTo("\"-/srv/a 100%%\"");
        assertThat(Declared.service(echo.sandbox(false).build())).doesNotContain("ReadWritePaths");
        assertThat(Declared.service(echo.sandbox(true).userUnit(true).build())).doesNotContain("ReadWritePaths");
    }

    @Test
    void an_archive_in_a_temporary_folder_would_not_stay_there() {
        ServiceDeclaration.Builder echo = echo().startUp(StartUp.APPCDS).classArchive("/tmp/e.jsa");
        assertThatThrownBy(() -> Declared.service(echo.build()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("\"/tmp/e.jsa\"");
        assertThat(Declared.service(echo.user("www").build())).contains("# Not PrivateTmp=yes");
    }

    @Test
    void a_name_without_a_path_is_looked_up_by_the_shell_and_not_compared() {
        String unit = Declared.service(
                echo().command("java", "-jar", "/x.jar").startUp(StartUp.APPCDS).build());
        assertThat(unit).contains(SCRIPT + " && [ \"$$0.since\" -nt /x.jar ];", " && true >");
        assertThat(Declared.value(unit, "ExecStopPost")).endsWith(" %C/echo/echo.jsa /x.jar");
    }

    @Test
    void a_class_path_is_compared_after_the_end() {
        String unit = Declared.service(echo().command(
                        "/bin/java",
                        "--add-opens",
                        "a/b=c",
                        "-cp",
                        "/opt/a/*:/opt/b.jar:c.jar",
                        "Main",
                        "-jar",
                        "/x.jar")
                .startUp(StartUp.APPCDS)
                .build());
        assertThat(unit).contains(SCRIPT + SAME_JDK + "; then");
        assertThat(Declared.value(unit, "ExecStopPost")).endsWith(" %C/echo/echo.jsa /bin/java /opt/a /opt/b.jar");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-jar /a.jar -cp /b.jar|[/a.jar]",
                "--class-path=/a.jar --enable-preview -m x/y -jar /b.jar|[/a.jar]",
                "-p /a:/b -m x -cp /c|[/a, /b]",
                "@/etc/options -Xmx8m -jar /a.jar|[/a.jar]",
                "-jar|[]",
                "Main|[]",
            })
    void what_a_command_runs_is_found_as_java_finds_it(String arguments, String files) {
        String[] words = ("java " + arguments).split(" ");
        assertThat(JavaCommand.of(List.of(words)).files()).hasToString(files);
    }

    @Test
    void launchd_has_the_same_script_and_is_told_where_the_archive_is() {
        ServiceDeclaration.Builder echo = echo().startUp(StartUp.APPCDS);
        assertThatThrownBy(() -> LaunchdPlist.of(echo.build()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContainingAll("\"echo\"", "--class-archive");
        assertThat(LaunchdPlist.of(echo.classArchive("/var/db/echo/e.jsa").build())
                        .text())
                .containsSubsequence(
                        "<string>/bin/sh</string>",
                        "<string>-c</string>",
                        "if [ -e \"$0\" ]",
                        "<string>/var/db/echo/e.jsa</string>",
                        "<string>/usr/bin/java</string>",
                        "<string>-XX:+UseSerialGC</string>",
                        "<string>-jar</string>");
        assertThat(LaunchdPlist.of(echo().startUp(StartUp.FLAGS).build()).text())
                .contains("<string>-XX:TieredStopAtLevel=1</string>")
                .doesNotContain("/bin/sh");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/opt/run.sh", "/opt/java/run", "javaw", "/usr/bin/java17"})
    void another_program_than_java_is_named(String program) {
        assertThatThrownBy(() -> echo().command(program).startUp(StartUp.FLAGS).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"" + program + "\"", "starts java itself");
    }

    @ParameterizedTest
    @CsvSource({
        "FLAGS, -XX:+UseG1GC",
        "FLAGS, -XX:+UseZGC",
        "APPCDS, -XX:SharedArchiveFile=/x",
        "APPCDS, -XX:ArchiveClassesAtExit=/x",
        "APPCDS, -XX:+AutoCreateSharedArchive",
        "AOT, -XX:AOTCache=/x",
        "AOT, -XX:AOTMode=off",
    })
    void an_option_that_contradicts_a_recipe_is_named(StartUp recipe, String option) {
        assertThatThrownBy(() -> echo().command("/bin/java", option, "-jar", "/x")
                        .startUp(recipe)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"" + option + "\"", "Leave out one of the two");
        echo().command("/bin/java", "-XX:+UseSerialGC", "-jar", "/x", option)
                .startUp(recipe)
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e.jsa", "./e.jsa", "%C/e.jsa", "/srv/", "/a\nb"})
    void an_archive_has_an_absolute_path(String path) {
        assertThatThrownBy(() -> echo().classArchive(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_archive_is_for_a_recipe_that_has_one() {
        assertThatThrownBy(() -> echo().classArchive("/x").build()).hasMessageContainingAll("\"/x\"", "appcds and aot");
        assertThatThrownBy(
                        () -> echo().classArchive("/x").startUp(StartUp.FLAGS).build())
                .hasMessageContaining("\"/x\"");
    }

    private static ServiceDeclaration.Builder echo() {
        return Declared.echo("http=tcp://*:80");
    }
}
