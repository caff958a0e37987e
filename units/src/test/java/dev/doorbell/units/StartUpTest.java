package dev.doorbell.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Start-up recipes, and the units that they make. */
class StartUpTest {
    private static final String FLAGS = "/usr/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1";
    private static final String QUIET = " -Xlog:disable -Xlog:all=warning:stderr -XX:+DisplayVMOutputToStderr";
    private static final String REST = " -jar /opt/echo/echo.jar";

    @Test
    void without_a_recipe_the_command_is_started_as_it_stands() {
        String unit = Declared.service(echo().build());
        assertThat(Declared.value(unit, "ExecStart")).isEqualTo("/usr/bin/java" + REST);
        assertThat(unit).doesNotContain("CacheDirectory");
    }

    @Test
    void flags_stand_right_behind_java() {
        String unit = Declared.service(echo().startUp(StartUp.FLAGS).build());
        assertThat(Declared.value(unit, "ExecStart")).isEqualTo(FLAGS + REST);
        assertThat(unit).doesNotContain("CacheDirectory");
    }

    @ParameterizedTest
    @CsvSource({
        "APPCDS, -XX:SharedArchiveFile=/opt/echo/echo.jsa, -XX:ArchiveClassesAtExit=",
        "AOT, -XX:AOTCache=/opt/echo/echo.aot, -XX:AOTCacheOutput="
    })
    void an_archive_is_beside_the_jar_and_the_unit_says_how_it_is_made(StartUp recipe, String reading, String making) {
        String unit = Declared.service(echo().startUp(recipe).build());
        assertThat(Declared.value(unit, "ExecStart")).isEqualTo(FLAGS + " " + reading + QUIET + REST);
        assertThat(unit)
                .contains("\n# run with " + making, "Use the same collector for both.")
                .doesNotContain("CacheDirectory", "ReadWritePaths");
    }

    @Test
    void an_archive_may_be_elsewhere() {
        ServiceDeclaration.Builder echo = echo().startUp(StartUp.APPCDS).classArchive("/srv/a 100%/e.jsa");
        assertThat(Declared.service(echo.build())).contains(" \"-XX:SharedArchiveFile=/srv/a 100%%/e.jsa\" -Xlog");
    }

    @Test
    void an_archive_at_home_is_let_through_the_sandbox() {
        ServiceDeclaration.Builder echo = echo().startUp(StartUp.APPCDS).classArchive("/home/a/e.jsa");
        assertThat(Declared.value(Declared.service(echo.build()), "ProtectHome"))
                .isEqualTo("read-only");
    }

    @Test
    void the_jvm_keeps_one_automatically_in_a_folder_that_systemd_gives_to_the_service() {
        String unit = Declared.service(echo().startUp(StartUp.AUTO).build());
        assertThat(Declared.value(unit, "ExecStart"))
                .isEqualTo(
                        FLAGS + " -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile=%C/echo/echo.jsa" + QUIET + REST);
        assertThat(Declared.value(unit, "CacheDirectory")).isEqualTo("echo");
    }

    @Test
    void launchd_has_the_same_words_and_no_folder_to_give() {
        assertThat(LaunchdPlist.of(echo().startUp(StartUp.APPCDS).build(), System.err::println)
                        .text())
                .containsSubsequence(
                        "<string>/usr/bin/java</string>",
                        "<string>-XX:+UseSerialGC</string>",
                        "<string>-XX:SharedArchiveFile=/opt/echo/echo.jsa</string>",
                        "<string>-jar</string>");
        assertThatThrownBy(() -> LaunchdPlist.of(echo().startUp(StartUp.AUTO).build(), System.err::println))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContainingAll("\"echo\"", "Choose appcds or aot");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-jar /a.jar -cp /b.jar|/a.jar",
                "--show-module-resolution --enable-preview -jar /a.jar|/a.jar",
                "--add-opens a/b=c -Xmx8m @/etc/options -jar /a.jar|/a.jar",
            })
    void the_jar_of_a_command_is_found_as_java_finds_it(String arguments, String jar) {
        String[] words = ("java " + arguments).split(" ");
        assertThat(JavaCommand.of(List.of(words)).jar()).hasValue(jar);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-m x/y -jar /b.jar", "-cp /c Main -jar /b.jar", "-jar", "Main", "-jar b.jar", "-jar /b"})
    void without_a_jar_to_lie_beside_an_archive_needs_a_path(String arguments) {
        String[] words = ("/bin/java " + arguments).split(" ");
        assertThatThrownBy(() -> echo().command(words).startUp(StartUp.AOT).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--class-archive FILE");
        echo().command(words).startUp(StartUp.AOT).classArchive("/opt/b.aot").build();
        echo().command(words).startUp(StartUp.AUTO).build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/opt/run.sh", "/opt/java/run", "javaw", "/usr/bin/java17"})
    void another_program_than_java_is_named(String program) {
        assertThatThrownBy(() -> echo().command(program).startUp(StartUp.FLAGS).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"" + program + "\"", "starts java");
    }

    @ParameterizedTest
    @CsvSource({
        "FLAGS, -XX:+UseG1GC",
        "FLAGS, -XX:+UseZGC",
        "APPCDS, -XX:SharedArchiveFile=/x",
        "APPCDS, -XX:ArchiveClassesAtExit=/x",
        "AUTO, -XX:+AutoCreateSharedArchive",
        "AOT, -XX:AOTCache=/x",
        "AOT, -XX:AOTMode=off",
        "AUTO, -javaagent:/x.jar",
        "APPCDS, -agentlib:x",
        "AOT, --patch-module=x=y",
        "APPCDS, -Xshare:on",
    })
    void an_option_that_contradicts_a_recipe_is_named(StartUp recipe, String option) {
        assertThatThrownBy(() -> echo().command("/bin/java", option, "-jar", "/x.jar")
                        .startUp(recipe)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"" + option + "\"", "Omit");
        echo().command("/bin/java", "-XX:+UseSerialGC", "-jar", "/x.jar", option)
                .startUp(recipe)
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e.jsa", "./e.jsa", "%C/e.jsa", "/srv/", "/a\nb", "/srv/../e", "/srv//e", "/srv/.."})
    void an_archive_has_an_absolute_path(String path) {
        assertThatThrownBy(() -> echo().classArchive(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tmp/e.jsa", "/var/tmp/e.jsa", "/dev/shm/e.jsa", "/private/tmp/e.jsa"})
    void an_archive_does_not_lie_where_every_user_can_write(String path) {
        assertThatThrownBy(() -> echo().classArchive(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"" + path + "\"", "every user can write");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLAGS", "AUTO"})
    void a_path_is_for_a_recipe_with_an_archive_that_is_made_at_installation(String recipe) {
        assertThatThrownBy(() -> echo().classArchive("/x").build()).hasMessageContainingAll("\"/x\"", "appcds and aot");
        assertThatThrownBy(() -> echo().classArchive("/x")
                        .startUp(StartUp.valueOf(recipe))
                        .build())
                .hasMessageContaining("\"/x\"");
    }

    private static ServiceDeclaration.Builder echo() {
        return Declared.echo("http=tcp://*:80");
    }
}
